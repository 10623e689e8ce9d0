"""Facebook Messenger, by Meta's Messenger Platform (`messengers` beside it is what all apps share)."""
