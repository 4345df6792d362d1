"""The reference: what the format means, made from the classes and the rules, as HTML, Markdown and CSV."""
