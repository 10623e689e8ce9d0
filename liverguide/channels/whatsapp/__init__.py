"""WhatsApp, by Twilio's Programmable Messaging."""
