"""What is found by its address alone: nobody is signed in, the token is the key."""

from dabiao.modules.forms.models import Code, Form

_LONGEST = 40


def by_token(token: str) -> Form | None:
    """None for an address that is no form's, or no more. A draft has none yet."""
    if not token or len(token) > _LONGEST:
        return None
    return Form.objects.filter(token=token, removed_at=None).exclude(state="draft").first()


def code_by_token(token: str) -> Code | None:
    """Removed ones too: what is printed cannot be called back."""
    if not token or len(token) > _LONGEST:
        return None
    found = Code.objects.select_related("form").filter(token=token, form__removed_at=None)
    return found.exclude(form__state="draft").first()
