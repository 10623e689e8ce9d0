"""The assistant's server: Rasa's parts put together for answering, without those that only training needs."""
