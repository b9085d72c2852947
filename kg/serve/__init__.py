"""``kg serve``: a store in; SPARQL, linked data, saved questions and a page for analysts over HTTP out."""
