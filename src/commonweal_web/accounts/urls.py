"""Addresses of one's own account, beside those of allauth."""

from django.urls import path

from commonweal_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/tokens/", views.tokens, name="tokens"),
    path("accounts/tokens/<int:token>/revoke/", views.revoke_token, name="revoke_token"),
    path("accounts/here/", views.here, name="here"),
    path("accounts/erase/", views.erase, name="erase"),
]
