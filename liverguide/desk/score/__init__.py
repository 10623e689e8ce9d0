"""The score desk: the calculator as a form, with the code and the words of the chat."""
