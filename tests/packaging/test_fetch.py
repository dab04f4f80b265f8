"""The pinned sources are fetched wherever temporary files lie (vendor/fetch.py)."""

import importlib.util
import tempfile

import pytest

from tests.support.programs import ROOT


def test_pip_reads_its_constraints_from_a_folder_with_a_space(tmp_path, monkeypatch, capfd):
    spec = importlib.util.spec_from_file_location("vendor_fetch", ROOT / "vendor" / "fetch.py")
    fetch = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fetch)
    (tmp_path / "two words").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "two words"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SystemExit, match="cannot download llhttp"):
        fetch._download("llhttp", {"package": "llhttp", "version": "0", "sha256": ""})
    assert "No matching distribution found for llhttp==0" in capfd.readouterr().err
