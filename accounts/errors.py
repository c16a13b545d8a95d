"""What accounts refuses, and why."""

from oci.errors import Conflict, Denied, Invalid, Overloaded, Unauthenticated, Unknown


class CredentialsInvalid(Unauthenticated):
    """Nobody can tell from it whether the account exists."""

    def __init__(self) -> None:
        super().__init__("the user name or the password is wrong, or the account is disabled")


class LoginBusy(Overloaded):
    def __init__(self) -> None:
        super().__init__("too many passwords are being checked at this moment; try again shortly")


class UserUnknown(Unknown):
    def __init__(self, user: object) -> None:
        super().__init__(f"user {user} not found")


class UserExists(Conflict):
    def __init__(self, field: str) -> None:
        super().__init__(f"there is a user with this {field} already")


class UserInvalid(Invalid):
    """A field of a user does not hold what it must."""


class PasswordWeak(Invalid):
    def __init__(self) -> None:
        super().__init__(
            "a password has 8 to 128 characters, with an upper-case letter, a lower-case letter"
            " and a digit"
        )


class PasswordWrong(Denied):
    def __init__(self) -> None:
        super().__init__("the old password is wrong")


class RightMissing(Denied):
    def __init__(self, action: str) -> None:
        super().__init__(f"only a system administrator may do this ({action})")


class PersonRequired(Denied):
    """Robots and tokens change no account: else who finds one could keep the account for good."""

    def __init__(self) -> None:
        super().__init__("log in with your password to do this; a robot or a token does not do")


class UserRequired(Denied):
    def __init__(self) -> None:
        super().__init__("this is about users; a robot is none")


class TokenUnknown(Unknown):
    def __init__(self, token_id: int) -> None:
        super().__init__(f"you have no personal token {token_id}")


class TokenRefused(Invalid):
    """A field of a personal token does not hold what it must."""


class TokenExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"you have a personal token {name} already")


class LoginRequired(Unauthenticated):
    def __init__(self) -> None:
        super().__init__("log in to do this")


class LastAdmin(Denied):
    def __init__(self) -> None:
        super().__init__(
            "the built-in administrator cannot be deleted or disabled, nor lose its rights"
        )


class OwnAccountDisabled(Denied):
    def __init__(self) -> None:
        super().__init__("you cannot disable your own account; another administrator can")


class ConfigurationInvalid(Invalid):
    """A value that the configuration does not take."""


class ReadOnly(Denied):
    def __init__(self) -> None:
        super().__init__(
            "the registry is read-only for maintenance: nothing can be changed at present"
        )


class LoginLocked(Overloaded):
    """Too many tries failed: the next one is looked at in *seconds*, be it right or wrong."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many logins have failed; try again in {seconds} seconds")
        self.retry_after = seconds


class RequestForged(Denied):
    """A browser sent it with its session, and perhaps not a page of ours had it do so."""

    def __init__(self) -> None:
        super().__init__(
            "this does not come from a page of the registry; send the X-Harbor-CSRF-Token of the"
            " last answer back, from the registry's own address"
        )
