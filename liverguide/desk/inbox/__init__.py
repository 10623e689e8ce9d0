"""The inbox: who wants somebody of the clinic, their conversations, and taking them over."""
