"""llrt as a library in Lambda's managed Python runtime with SnapStart: its hooks join the runtime's own (`snapshot_restore_py`).
Imported only there."""

from llrt import restore
from llrt.runtime.renewal import renew_all


def register() -> None:
    """Once; without the runtime's package there is nobody to call the hooks but the program itself."""
    try:
        from snapshot_restore_py import (  # type: ignore[import-not-found]
            register_after_restore,
            register_before_snapshot,
        )
    except ImportError:
        return
    register_before_snapshot(_before)
    register_after_restore(_after)


def _before() -> None:
    restore.run_before_snapshot()
    renew_all()


def _after() -> None:
    renew_all()
    restore.run_after_restore()


register()
