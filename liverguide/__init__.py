"""LiverGuide: a chat assistant on stem cell therapy for liver disease. This package knows nothing of the dialogue."""
