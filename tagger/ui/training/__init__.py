"""What a person does with models: teach one from their library; keep, compare and use them."""
