"""What the assistant understands of a message: Rasa graph components and the models behind them."""
