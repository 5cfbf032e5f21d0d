"""Names for records that must differ."""

from dabiao.modules.customers.models import Customer


def unused(name: str) -> str:
    """`name`, or with a number behind it where a customer is called so already."""
    taken = Customer.objects.filter(name__startswith=name).count()
    return f"{name}{taken + 1}" if taken else name


def mobile(number: int) -> str:
    """A valid mainland mobile number, another one for each `number`."""
    return f"138{number:08d}"
