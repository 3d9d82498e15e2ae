"""Which roles and databases does a PostgreSQL server need before Django can migrate?

Two roles: `kycrisk_owner` owns the tables and runs the migrations; `kycrisk_app` is the running product, owns no table
and can therefore neither drop nor alter one, nor switch a trigger off. What the owner creates, in whatever database,
the product may read and write: the default privileges stand in `template1`, so every new database inherits them.
"""

from collections.abc import Mapping

from kycrisk.lib.postgres import Cluster

OWNER, APP, DATABASE = "kycrisk_owner", "kycrisk_app", "kycrisk"

ROLES = """
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY['{owner}', '{app}']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \\gexec
ALTER ROLE {owner} LOGIN CREATEDB PASSWORD '{owner_password}';
ALTER ROLE {app} LOGIN PASSWORD '{app_password}';
"""
PRIVILEGES = """
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SCHEMAS TO {app};
"""
CREATE_DATABASE = """
SELECT 'CREATE DATABASE {database} OWNER {owner}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
"""


def bootstrap(cluster: Cluster, passwords: Mapping[str, str]) -> None:
    """Make the roles and the database, or bring their passwords up to date; safe to repeat."""
    words = {
        "owner": OWNER,
        "app": APP,
        "database": DATABASE,
        "owner_password": passwords["owner"],
        "app_password": passwords["app"],
    }
    cluster.sql(ROLES.format(**words))
    cluster.sql(PRIVILEGES.format(**words), database="template1")
    cluster.sql(CREATE_DATABASE.format(**words))


def urls(port: int, passwords: Mapping[str, str], *, database: str = DATABASE) -> dict[str, str]:
    """The two addresses of the database: the running product's, and the one that `migrate` uses."""
    return {
        "DATABASE_URL": f"postgres://{APP}:{passwords['app']}@127.0.0.1:{port}/{database}",
        "KYCRISK_OWNER_DATABASE_URL": f"postgres://{OWNER}:{passwords['owner']}@127.0.0.1:{port}/{database}",
    }
