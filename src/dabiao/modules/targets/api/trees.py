"""HTTP of trees of targets and what stands in them."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.targets import services
from dabiao.modules.targets.queries import members, trees
from dabiao.modules.targets.schemas import trees as schemas

router = Router(tags=["targets"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/targets/trees", operation_id="target_trees_list", response=schemas.TreeList)
def target_trees_list(request: ApiRequest) -> HttpResponse:
    """The trees in which the caller sees a node, newest year first."""
    return respond({"items": trees.listing(actor=request.auth)})


@router.post("/targets/trees", operation_id="target_trees_create", response={201: schemas.TreeOut})
@idempotent
def target_trees_create(request: ApiRequest, body: schemas.TreeIn) -> HttpResponse:
    """A tree of the units and people who are there now."""
    tree = services.create_tree(**body.dict(), **_who(request))
    return respond(trees.detail(tree.pk, actor=request.auth), 201)


@router.get("/targets/trees/{int:id}", operation_id="target_trees_get", response=schemas.TreeOut)
def target_trees_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(trees.detail(id, actor=request.auth))


@router.patch("/targets/trees/{int:id}", operation_id="target_trees_edit", response=schemas.TreeOut)
def target_trees_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.TreeChanges]) -> HttpResponse:
    """Name, buffers, archived or open. 409 `targets.below_parent` where a closed division would not keep a larger buffer."""
    services.edit_tree(id, changes=body.changed(), base=body.base, version=body.version, **_who(request))
    return respond(trees.detail(id, actor=request.auth))


@router.delete("/targets/trees/{int:id}", operation_id="target_trees_remove", response={204: None})
def target_trees_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Only one in which nothing is locked; others are archived."""
    services.remove_tree(id, **_who(request))
    return no_content()


@router.post(
    "/targets/trees/{int:id}/updates", operation_id="target_trees_update", response={201: schemas.TreeUpdated}
)
@idempotent
def target_trees_update(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Who joined since gets a node, who left or moved an end on theirs."""
    return respond(services.bring_up_to_date(id, **_who(request)), 201)


@router.get("/targets/trees/{int:id}/nodes", operation_id="target_nodes_list", response=schemas.NodeList)
def target_nodes_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Who and what stands in the tree, parents first, with what each node is about; for whoever keeps the tree."""
    return respond({"items": members.members(id, actor=request.auth)})


@router.post(
    "/targets/trees/{int:id}/nodes", operation_id="target_nodes_add", response={201: schemas.NodeOut}
)
@idempotent
def target_nodes_add(request: ApiRequest, id: Path[Id], body: schemas.NodeIn) -> HttpResponse:
    """A vacancy, a product, a customer group, a project or an event, by the tree's dimension. 409 `targets.node_there` for
    what stands under that parent already, `targets.group_overlaps` for customers who would count twice."""
    node = services.add_node(id, **body.wanted(), **_who(request))
    return respond(members.member(id, node.pk, actor=request.auth), 201)


@router.patch(
    "/targets/trees/{int:id}/nodes/{int:node_id}", operation_id="target_nodes_edit", response=schemas.NodeOut
)
def target_nodes_edit(
    request: ApiRequest, id: Path[Id], node_id: Path[Id], body: Edit[schemas.NodeChanges]
) -> HttpResponse:
    """Another product, customer group, project or event, another name, other days. 409 as for adding."""
    changes = body.changed()
    services.edit_node(
        node_id, tree_id=id, changes=changes, base=body.base, version=body.version, **_who(request)
    )
    return respond(members.member(id, node_id, actor=request.auth))


@router.post(
    "/targets/trees/{int:id}/nodes/{int:node_id}/moves",
    operation_id="target_nodes_move",
    response={201: schemas.NodeOut},
)
@idempotent
def target_nodes_move(
    request: ApiRequest, id: Path[Id], node_id: Path[Id], body: schemas.NodeMoveIn
) -> HttpResponse:
    """To another place among those under the same parent."""
    services.move_node(node_id, tree_id=id, after_id=body.after_id, **_who(request))
    return respond(members.member(id, node_id, actor=request.auth), 201)


@router.delete(
    "/targets/trees/{int:id}/nodes/{int:node_id}", operation_id="target_nodes_end", response={204: None}
)
def target_nodes_end(request: ApiRequest, id: Path[Id], node_id: Path[Id]) -> HttpResponse:
    """Out of the tree with all below it; `…/returns` takes it back."""
    services.end_node(node_id, tree_id=id, **_who(request))
    return no_content()


@router.post(
    "/targets/trees/{int:id}/nodes/{int:node_id}/returns",
    operation_id="target_nodes_return",
    response={201: schemas.NodeOut},
)
@idempotent
def target_nodes_return(request: ApiRequest, id: Path[Id], node_id: Path[Id]) -> HttpResponse:
    """What was taken out stands where it stood, with all that went with it and their figures. 409 where the same came in its
    place, or the node above is gone."""
    services.bring_back(node_id, tree_id=id, **_who(request))
    return respond(members.member(id, node_id, actor=request.auth), 201)
