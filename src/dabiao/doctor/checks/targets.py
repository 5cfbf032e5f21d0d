"""Targets: what a figure is divided into, beside the figures themselves."""

from dabiao.doctor.findings import Check

CHECKS = (
    Check(
        "target.sum_differs",
        """
        SELECT d.id FROM targets_breakdown d JOIN targets_cell o ON o.id = d.cell_id
        JOIN targets_node p ON p.id = o.node_id AND p.removed_at IS NULL
        LEFT JOIN targets_cell c ON (d.axis = 'down' AND c.within_id = d.id) OR (d.axis = 'time' AND c.during_id = d.id)
        LEFT JOIN targets_node n ON n.id = c.node_id AND n.removed_at IS NULL
        GROUP BY d.id, d.must_sum, d.stretch_sum
        HAVING d.must_sum <> COALESCE(SUM(CASE WHEN n.id IS NOT NULL THEN c.must END), 0)
            OR d.stretch_sum <> COALESCE(SUM(CASE WHEN n.id IS NOT NULL THEN c.stretch END), 0)
        """,
        "The parts of a target do not add up to the sum that is kept of them.",
        "Set one of its parts to what it is: the sum is counted anew.",
    ),
    Check(
        "target.whole_differs",
        """
        SELECT d.id FROM targets_breakdown d JOIN targets_cell c ON c.id = d.cell_id
        WHERE d.must <> COALESCE(c.must, 0) OR d.stretch <> COALESCE(c.stretch, 0)
        """,
        "A target is divided as if it were another figure than it is.",
        "Set the target to what it is: its division follows.",
    ),
    Check(
        "target.foreign_part",
        """
        SELECT c.id FROM targets_cell c JOIN targets_node n ON n.id = c.node_id
        LEFT JOIN targets_breakdown w ON w.id = c.within_id LEFT JOIN targets_cell a ON a.id = w.cell_id
        LEFT JOIN targets_breakdown t ON t.id = c.during_id LEFT JOIN targets_cell l ON l.id = t.cell_id
        WHERE c.tree_id <> n.tree_id
            OR (n.parent_id IS NOT NULL AND (
                a.id IS NULL OR a.node_id <> n.parent_id OR a.grain <> c.grain OR a.starts_on <> c.starts_on))
            OR (c.grain <> 'year' AND (
                l.id IS NULL OR l.node_id <> c.node_id OR l.starts_on > c.starts_on OR l.ends_on < c.ends_on))
        """,
        "A target is a part of something other than the node above it and the longer period around it.",
        "Restore the targets from a backup, or remove the tree and enter it again.",
    ),
    Check(
        "target.overlapping_cells",
        """
        SELECT c.id FROM targets_cell c JOIN targets_cell o
            ON o.node_id = c.node_id AND o.grain = c.grain AND o.id > c.id
            AND o.starts_on <= c.ends_on AND o.ends_on >= c.starts_on
        """,
        "Two targets of one node are for periods of one length that overlap.",
        "Take the figures of one of them away.",
    ),
)
