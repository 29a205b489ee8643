"""Examples to a personal head: statistics, learning, splits and checks. No model is opened here."""
