"""The same product, customer group, project or event stands once under a node. Of doubles from before, the first has the key;
the others stay with their figures and an empty one, and the screen says so of them."""

from django.db import migrations, models

from dabiao.modules.targets.rules.narrowing import WAYS, about


def give_keys(apps, schema_editor):
    Node = apps.get_model("targets", "Node")
    seen = set()
    standing = Node.objects.filter(kind__in=[str(kind) for kind in WAYS]).order_by("pk")
    for node in standing.only("parent_id", "kind", "where", "name", "removed_at"):
        key = about(node.kind, node.where, node.name)
        if node.removed_at is None:
            if (node.parent_id, key) in seen:
                continue
            seen.add((node.parent_id, key))
        Node.objects.filter(pk=node.pk).update(about=key)


class Migration(migrations.Migration):
    dependencies = [("targets", "0010_shares_are_whole")]

    operations = [
        migrations.AddField(
            model_name="node",
            name="about",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="node",
            name="version",
            field=models.IntegerField(db_default=1, default=1),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None), models.Q(("about", ""), _negated=True)),
                fields=("parent", "about"),
                name="node_once_for_the_same",
            ),
        ),
    ]
