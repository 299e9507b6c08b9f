"""Alembic's entry: runs migrations on the connection that `migrate` hands over."""

from alembic import context

from store.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=False,  # the transaction is migrate's own
)
context.run_migrations()
