"""What the messaging apps have in common; an app's own folder holds what only that app does."""
