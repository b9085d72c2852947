"""The only IRIs in Python: namespaces, the terms of ontology/kg.ttl in use, and what values become.

Plain strings in, plain strings out, nothing imported: the command line's help may load this.
``tests/test_vocab.py`` compares every name here with the ontology, both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KG: Final = "https://kg.example.org/ns#"
ONTOLOGY: Final = "https://kg.example.org/ns"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
ORG: Final = "http://www.w3.org/ns/org#"
OA: Final = "http://www.w3.org/ns/oa#"
VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf"

PREFIXES: Final[Mapping[str, str]] = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "kg": KG,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "void": VOID,
    "xsd": XSD,
}
"""Prefixes of queries and files; ``id`` is added where the base is known."""

TYPE: Final = RDF + "type"
SUBJECT: Final = RDF + "subject"
PREDICATE: Final = RDF + "predicate"
OBJECT: Final = RDF + "object"
LABEL: Final = RDFS + "label"
PREF_LABEL: Final = SKOS + "prefLabel"
ALT_LABEL: Final = SKOS + "altLabel"
TITLE: Final = DCTERMS + "title"
ISSUED: Final = DCTERMS + "issued"
AUTHOR: Final = SCHEMA + "author"
URL: Final = SCHEMA + "url"
MEMBER: Final = ORG + "member"
ORGANIZATION: Final = ORG + "organization"
POST_IN: Final = ORG + "postIn"
START: Final = OA + "start"
END: Final = OA + "end"
EXACT: Final = OA + "exact"
ACTIVITY: Final = PROV + "Activity"
ENDED: Final = PROV + "endedAtTime"
BUNDLE: Final = PROV + "Bundle"
DERIVED_FROM: Final = PROV + "wasDerivedFrom"
GENERATED_BY: Final = PROV + "wasGeneratedBy"
VERSION: Final = OWL + "versionInfo"

ORGANIZATION_CLASSES: Final = frozenset(
    {
        "Organization", "PartyCommittee", "PartyDepartment", "PartyWorkCommittee",
        "DisciplineInspectionCommission", "PeoplesCongress", "Government", "GovernmentDepartment",
        "PoliticalConsultativeConference", "Court", "Procuratorate", "MassOrganization",
        "StateOwnedEnterprise", "University", "PublicInstitution", "SubdistrictOffice", "MediaOrganization",
        "PartyGroup", "MilitaryUnit",
    }
)  # fmt: skip
DIVISION_CLASSES: Final = frozenset(
    {"ProvinceLevelDivision", "PrefectureLevelDivision", "CountyLevelDivision", "TownshipLevelDivision"}
)
GAZETTEER_CLASSES: Final = DIVISION_CLASSES | {"AdministrativeDivision", "InformalRegion", "ForeignPlace"}
PLACE_CLASSES: Final = GAZETTEER_CLASSES | {"Place", "Facility"}
UNDERTAKING_CLASSES: Final = frozenset({"Undertaking", "Initiative", "Programme", "InformationSystem", "PolicyMeasure"})
EVENT_CLASSES: Final = frozenset(
    {"Event", "Meeting", "RecurringMeeting", "Visit", "StudyTour", "PromotionEvent", "Interview"}
)
OTHER_CLASSES: Final = frozenset(
    {
        "Person", "Officer", "PersonGroup", "Post", "Report", "Goal", "Topic", "Rank", "UndertakingStatus",
        "NewsArticle", "SourceDocument",
    }
)  # fmt: skip
ENTITY_CLASSES: Final = ORGANIZATION_CLASSES | PLACE_CLASSES | UNDERTAKING_CLASSES | EVENT_CLASSES | OTHER_CLASSES
"""What ``Entity.kind`` may be."""

CLAIM_CLASSES: Final = frozenset(
    {
        "Claim",
        "Statement",
        "RejectedStatement",
        "Tenure",
        "HomeTenure",
        "Secondment",
        "Proposal",
        "Observation",
        "Quotation",
    }
)
ACTIVITY_CLASSES: Final = frozenset({"ExtractionRun", "CurationAct"})
CLASSES: Final = (
    ENTITY_CLASSES | CLAIM_CLASSES | ACTIVITY_CLASSES | {"EvidenceSpan", "Conflict", "IdentityLink", "PossibleMatch"}
)

_PARENT: Final[Mapping[str, str]] = (
    dict.fromkeys(ORGANIZATION_CLASSES - {"Organization"}, "Organization")
    | dict.fromkeys(DIVISION_CLASSES, "AdministrativeDivision")
    | dict.fromkeys({"AdministrativeDivision", "InformalRegion", "ForeignPlace", "Facility"}, "Place")
    | dict.fromkeys({"Initiative", "Programme"}, "Undertaking")
    | dict.fromkeys({"InformationSystem", "PolicyMeasure"}, "Programme")
    | dict.fromkeys({"Meeting", "Visit", "PromotionEvent", "Interview"}, "Event")
    | dict.fromkeys({"HomeTenure", "Secondment"}, "Tenure")
    | dict.fromkeys({"Tenure", "Statement", "RejectedStatement", "Proposal", "Observation", "Quotation"}, "Claim")
    | {"RecurringMeeting": "Meeting", "StudyTour": "Visit", "Officer": "Person", "NewsArticle": "SourceDocument"}
)


def lineage(name: str) -> tuple[str, ...]:
    """The class ``name`` and the kg: classes above it, the most specific first."""
    found = [name]
    while found[-1] in _PARENT:
        found.append(_PARENT[found[-1]])
    return tuple(found)


NODE_RELATIONS: Final = frozenset(
    {
        "heldPost", "secondedTo", "secondedFrom", "secondedBy", "secondedPost", "proposes", "proposedBy",
        "wroteReport", "reportAbout", "hasRank", "staffOf", "memberOfGroup", "governs", "nativeOf", "visited",
        "observedProject", "contributedTo", "partOf", "capitalOf", "locatedIn", "unitOf", "jurisdiction",
        "implementedIn", "targetDistrict", "learnsFrom", "usesAsset", "hasComponent", "responsibleBody",
        "realizedBy", "resultedIn", "hasGoal", "pillarIndustry", "benchmarksAgainst", "transfersIndustryTo",
        "received", "providedPlan", "interviewed", "hasSubcategory", "eventOrganizer", "eventInitiator",
        "eventLedBy", "eventParticipant", "eventInvitee", "eventPlace", "recurringIn", "mentionedPost",
        "writtenBy", "undertakingStatus",
    }
)  # fmt: skip
TEXT_RELATIONS: Final = frozenset(
    {
        "measureText", "aimText", "outcomeText", "categoryText", "describedAs", "occupationText", "requires",
        "eventPurpose", "alsoCalled", "sex", "ethnicGroup", "secondmentStatusText",
    }
)  # fmt: skip
"""The relations whose object is not an entity but what the text says: a string in Chinese."""

DATE_RELATIONS: Final = frozenset({"birthDate", "eventDate"})
"""The relations whose object is a date (EDTF)."""
DURATION_RELATIONS: Final = frozenset({"eventDuration", "secondmentDuration"})
"""The relations whose object is a length of time (xsd:duration)."""
LITERAL_RELATIONS: Final = TEXT_RELATIONS | DATE_RELATIONS | DURATION_RELATIONS
RANKING: Final = "ranking"
OBSERVATIONS: Final = frozenset({"statistic", RANKING})
"""What ``Claim.predicate`` may be too: each is a node of class Observation, without a direct triple."""

RELATIONS: Final = NODE_RELATIONS | LITERAL_RELATIONS
"""What ``Claim.predicate`` may be: each may stand as a direct triple."""

DETAILS: Final = frozenset(
    {
        "adcode", "assertionStatus", "canonicalPerson", "claimId",
        "comparator", "comparedWith", "comparisonText", "confidence",
        "conflictKind", "conflictsWith", "correctedFrom", "curatedBy", "curatorText", "date", "dateText",
        "decisionText", "differentEntityFrom", "documentKind", "duration", "durationText", "dutyText", "endDate",
        "evidence", "explicit", "fileName", "firstYear", "fromDocument", "genre", "groupSize", "homeDistrict",
        "homeTenure", "hostDistrict", "hostOrganization", "indicator", "inDocument", "inHeading", "initiative",
        "inReport", "involves", "isChief", "lastYear", "lengthInCharacters", "lengthText", "linkedPerson",
        "matchReason", "matchScore", "modality", "numericUpper", "numericValue", "ofFeature", "order", "pinyin",
        "post", "preferredClaim", "proposalModel", "proposalStatusText", "proposalTarget", "proposer",
        "publisherText", "quotationText", "rankOfClaim", "rankPosition", "recurrence", "recurrenceText",
        "replacedByDivision", "reportedBy", "reportOrdinal", "resolutionNote", "ruleId", "sameEntityAs", "scopeText",
        "sendingBody", "sha256", "shortName", "speaker", "speakerText", "startDate", "tenureStatus", "titleText",
        "unit", "valueText", "whyText",
    }
)  # fmt: skip
"""The properties of kg: that hold the detail of a node."""

ASSERTED: Final = "Asserted"
PLANNED: Final = "Planned"
MODALITY: Final[Mapping[str, str]] = {
    "asserted": ASSERTED,
    "planned": PLANNED,
    "reported": "Relayed",
    "negated": "Negated",
}
"""``Claim.status`` to the concept of kg:modality."""

TENURE_STATUS: Final[Mapping[str, str]] = {
    "incumbent": "Incumbent",
    "former": "Former",
    "appointed": "Appointed",
    "removed": "Removed",
    "acting": "Acting",
    "proposed": "PlannedAppointment",
}
"""The qualifier ``status`` of a post to the concept of kg:tenureStatus."""

CONCURRENT: Final = "Concurrent"
EXTRACTED: Final = "Extracted"
GAZETTEER: Final = "Gazetteer"
CURATED: Final = "Curated"
CORRECTED: Final = "Corrected"
REJECTED: Final = "Rejected"
ASSERTION_STATUS: Final = frozenset({EXTRACTED, GAZETTEER, CURATED, CORRECTED, REJECTED})
DECISION: Final[Mapping[str, str]] = {"accept": "确认", "reject": "否定", "fix": "更正"}
"""What a person decided about a claim, as kg:decisionText says it."""
REQUIRED: Final = "Required"
ENDING: Final = "Ending"
UNDERTAKING_STATUS: Final[Mapping[str, str]] = {
    "Proposed": "提出",
    "PlannedUndertaking": "计划",
    "InPreparation": "筹备",
    "UnderWay": "实施中",
    "CompletionExpected": "预计完成",
    "InUse": "投入使用",
    "Completed": "完成",
    "Ended": "停止",
}
"""How far an undertaking has come, with the labels of the concepts."""
CLAIM_RANK: Final = frozenset({"Preferred", "Normal", "Deprecated"})
CONFLICT_KIND: Final = frozenset(
    {"ConflictingHolder", "ConflictingDate", "ConflictingStatus", "ConflictingAttribute", "ConflictingFigure"}
)
ARTICLE: Final = "Article"
DOCUMENT_KIND: Final = frozenset({ARTICLE, "Notice", "CurriculumVitae", "CuratedSource"})
CONCEPTS: Final = (
    {*MODALITY.values(), REQUIRED, *TENURE_STATUS.values(), CONCURRENT, ENDING}
    | ASSERTION_STATUS
    | set(UNDERTAKING_STATUS)
    | CLAIM_RANK
    | CONFLICT_KIND
    | DOCUMENT_KIND
)
"""The values of the controlled lists, ranks apart."""


def kg(name: str) -> str:
    """The IRI of the term ``name`` of our own vocabulary."""
    return KG + name
