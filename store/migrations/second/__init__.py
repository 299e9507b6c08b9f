"""The parts of the second schema: what the platforms' doors need."""
