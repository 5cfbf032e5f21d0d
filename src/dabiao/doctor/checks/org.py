"""Units and people."""

from dabiao.doctor.findings import Check, Severity

CHECKS = (
    Check(
        "org.unit_path",
        """
        SELECT u.id FROM org_unit u LEFT JOIN org_unit p ON p.id = u.parent_id
        WHERE u.path <> COALESCE(p.path, '/') || CAST(u.id AS TEXT) || '/'
        """,
        "The path of a unit is not its parent's path and itself, so scopes miss people or reach too many.",
        "Set path to the parent's path, the unit's id and a slash, from the top of the tree downwards.",
    ),
    Check(
        "org.top_is_company",
        "SELECT id FROM org_unit WHERE (parent_id IS NULL) <> (kind = 'company')",
        "A company stands below another unit, or another unit stands at the top.",
        "Give the unit a parent, or its right kind.",
    ),
    Check(
        "org.left_can_sign_in",
        """
        SELECT e.user_id AS id FROM org_employee e JOIN access_user u ON u.id = e.user_id
        WHERE e.status = 'left' AND u.is_active
        """,
        "Somebody who left can still sign in.",
        "Set is_active of the user to false.",
    ),
    Check(
        "org.on_duty_without_work",
        "SELECT user_id AS id FROM org_employee WHERE on_duty AND status NOT IN ('probation', 'regular')",
        "Somebody who is suspended or left is on duty.",
        "Switch them off duty.",
    ),
    Check(
        "org.level_above_base",
        """
        SELECT user_id AS id FROM org_employee
        WHERE REPLACE(level, 'S', '0') < REPLACE(base_level, 'S', '0')
        """,
        "Somebody's present level is above the one that was set by hand.",
        "Set the level by hand again.",
    ),
    Check(
        "org.led_by_departed",
        """
        SELECT n.id FROM org_unit n JOIN org_employee e ON e.user_id = n.leader_id WHERE e.status = 'left'
        """,
        "A unit is led by somebody who left.",
        "Name another leader on the unit.",
    ),
    Check(
        "org.nobody_administers",
        """
        SELECT MIN(id) AS id FROM access_user WHERE is_active
        HAVING COUNT(*) > 0 AND NOT EXISTS (
            SELECT 1 FROM access_user u
            JOIN access_user_roles ur ON ur.user_id = u.id
            JOIN access_role r ON r.id = ur.role_id
            WHERE u.is_active AND CAST(r.grants AS TEXT) LIKE '%%"role.edit"%%'
        )
        """,
        "Nobody who can sign in may edit roles, so nobody can mend access from the screens.",
        "Run `dabiao createadmin`.",
        Severity.WARNING,
    ),
    Check(
        "access.door_left_open",
        "SELECT s.id FROM access_session s JOIN access_user u ON u.id = s.user_id WHERE NOT u.is_active",
        "A session of somebody who may not sign in is still stored.",
        "Delete the session; it is refused already, since the user is not active.",
    ),
    Check(
        "access.recovery_code_in_clear",
        "SELECT id FROM access_recoverycode WHERE LENGTH(code_hash) <> 64",
        "A recovery code is not stored as the hash that it has to be.",
        "Delete it, and tell the person to make new ones.",
    ),
    Check(
        "access.factor_without_way_back",
        """
        SELECT f.user_id AS id FROM access_secondfactor f WHERE f.confirmed_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM access_recoverycode c WHERE c.factor_id = f.user_id)
        """,
        "Somebody has a second factor but was never given recovery codes.",
        "Reset their second factor; they set it up again.",
    ),
)
