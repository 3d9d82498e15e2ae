"""Where do staff come in and look after their own access? allauth's views that we use, each with its permission."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, URLResolver, path

from accounts.staff import views
from accounts.staff.admin import window
from accounts.staff.permissions import any_staff, public
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

way_in = public("the way in: nobody is logged in yet")
own = any_staff("one's own password and second factor")

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", way_in(account.login), name="account_login"),
    path("login/inactive/", way_in(account.account_inactive), name="account_inactive"),
    path("login/code/", way_in(second_factor.authenticate), name="mfa_authenticate"),
    path("logout/", public("leaving is always allowed, half-way in too")(account.logout), name="account_logout"),
    path("profile/", views.profile, name="page-profile"),
    path("profile/confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("profile/confirm/code/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("profile/password/", own(account.password_change), name="account_change_password"),
    path("profile/second-factor/", own(second_factor.index), name="mfa_index"),
    path("profile/second-factor/set-up/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("profile/second-factor/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("profile/recovery-codes/", own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "profile/recovery-codes/new/", own(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "profile/recovery-codes/file/", own(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("staff/", views.staff, name="page-staff"),
    path("staff/people/", views.person_add, name="staff-person-add"),
    path("staff/people/<int:user>/role/", views.person_role, name="staff-person-role"),
    path("staff/people/<int:user>/switch/", views.person_switch, name="staff-person-switch"),
    path("staff/people/<int:user>/let-in/", views.person_let_in, name="staff-person-let-in"),
    path("staff/roles/<int:grant>/", views.role_answer, name="staff-role-answer"),
    path("staff/keys/", views.key_add, name="staff-key-add"),
    path("staff/keys/<id:key>/rotate/", views.key_rotate, name="staff-key-rotate"),
    path("staff/keys/<id:key>/revoke/", views.key_revoke, name="staff-key-revoke"),
    path("admin/", window.urls),
]
