"""`python -m llrt`: the same program as the `llrt` command."""

from llrt.cli.main import launch_module

if __name__ == "__main__":
    launch_module()
