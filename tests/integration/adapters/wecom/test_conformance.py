"""The self-built app is held to what every door is held to."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.adapters.conformance import Conformance
from tests.integration.adapters.wecom.app_rig import AppRig

pytestmark = pytest.mark.integration


class TestWeComApp(Conformance):
    @pytest.fixture
    async def rig(self) -> AsyncIterator[AppRig]:
        rig = await AppRig.open()
        yield rig
        await rig.close()
