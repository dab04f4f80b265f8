"""Declares the extensions; cext/build.py does the work (engine objects, bytecode of the builtins, launcher)."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from setuptools import setup

from cext import build

# "llrt" is compiled: build.BuildScripts makes it.
setup(ext_modules=build.extensions(), scripts=["llrt"], cmdclass=build.COMMANDS)
