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
        super().__init__(f"there is no user {user}")


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


class AdminRequired(Denied):
    def __init__(self) -> None:
        super().__init__("only a system administrator may do this")


class LoginRequired(Unauthenticated):
    def __init__(self) -> None:
        super().__init__("log in to do this")


class LastAdmin(Denied):
    def __init__(self) -> None:
        super().__init__("the built-in administrator cannot be deleted or lose its rights")
