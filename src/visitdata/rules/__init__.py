"""What an expert of protocol and of sources would object to: one module a family of rules, the facts they rest on as
cited data beside them, and the engine that runs them."""
