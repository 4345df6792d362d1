"""How rules are made, chosen and run. What they say stands in the modules of the families."""
