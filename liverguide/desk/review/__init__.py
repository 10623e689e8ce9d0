"""Review: clinicians read the texts as people see them, sign them or send them back."""
