"""Where are the pages and calls that show both gears?"""

from django.urls import path

from graph.desk import canary_views, network_views, saying_views, trial_views, views
from graph.desk.api import AccountView
from graph.desk.canaries_api import CanaryListView
from graph.desk.networks_api import LinkListView, MemberListView, NetworkListView, NetworkView
from kycrisk.lib import routes  # noqa: F401  # registers <account:…> and <id:…>

urlpatterns = [
    path("canaries/", canary_views.canaries, name="page-canaries"),
    path("canaries/mint/", canary_views.minting, name="page-canaries-mint"),
    path("canaries/<id:canary>/", canary_views.canary, name="page-canary"),
    path("canaries/<id:canary>/words/", canary_views.words, name="canary-words"),
    path("search/", views.search, name="page-search"),
    path("networks/", views.networks, name="page-networks"),
    path("networks/<id:network>/", views.network, name="page-network"),
    path("networks/<id:network>/drawing.json", views.network_drawing, name="page-network-drawing"),
    path("networks/<id:network>/panel/", views.network_panel, name="page-network-panel"),
    path("networks/<id:network>/members.csv", views.network_members, name="page-network-members"),
    path("networks/<id:network>/members/", network_views.member_rows, name="page-network-member-rows"),
    path("networks/<id:network>/structure/", network_views.structure, name="page-network-structure"),
    path("networks/<id:network>/node/", network_views.node, name="page-network-node"),
    path("networks/<id:network>/picked/", network_views.picked, name="page-network-picked"),
    path("networks/<id:network>/values/", network_views.values, name="page-network-values"),
    path("networks/<id:network>/values.csv", network_views.values_file, name="page-network-values-file"),
    path("networks/<id:network>/pairs/", network_views.pairs, name="page-network-pairs"),
    path("networks/<id:network>/pairs.csv", network_views.pairs_file, name="page-network-pairs-file"),
    path("networks/<id:network>/verdict/", saying_views.network_verdict, name="page-network-verdict"),
    path("ties/", saying_views.pair, name="page-pair"),
    path("accounts/<account:account>/", views.account, name="page-account"),
    path("accounts/<account:account>/facts/", views.account_facts, name="account-facts"),
    path("accounts/<account:account>/verdict/", saying_views.account_verdict, name="page-account-verdict"),
    path("accounts/<account:account>/reveal/", saying_views.reveal, name="account-reveal"),
    path("policy/<int:policy>/trials/", trial_views.trials, name="policy-trials"),
    path("policy/<int:policy>/backtest/", trial_views.backtest, name="policy-backtest"),
    path("policy/<int:policy>/trials/<int:trial>/", trial_views.trial, name="page-policy-trial"),
    path(
        "policy/<int:policy>/trials/<int:trial>/accounts.csv", trial_views.trial_accounts, name="policy-trial-accounts"
    ),
    path("api/v1/accounts/<account:account>", AccountView.as_view(), name="api-account"),
    path("api/v1/canaries", CanaryListView.as_view(), name="api-canary-list"),
    path("api/v1/networks", NetworkListView.as_view(), name="api-network-list"),
    path("api/v1/networks/<str:network>", NetworkView.as_view(), name="api-network"),
    path("api/v1/networks/<str:network>/members", MemberListView.as_view(), name="api-network-members"),
    path("api/v1/networks/<str:network>/links", LinkListView.as_view(), name="api-network-links"),
]
