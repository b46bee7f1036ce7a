/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook-private.h"

CST_DEFINE_ENUM_TYPE (cst_moment,
                      "none", "reported", "seen", "first-reply", "proposed", "accepted", "settled", "closed", "lessons",
                      "help-asked", "arbitration", "decided", "promised-ship", "shipped", "delivered", "return-asked",
                      "return-received", "refunded", "replaced", "evidence", "verified", "waiting-customer",
                      "waiting-carrier", "judged");
CST_DEFINE_ENUM_TYPE (cst_fact,
                      "none", "shipped", "domestic", "address-doubtful", "photo", "photo-confirmed", "article-price",
                      "similar-claims", "days-late", "contested", "accepted", "return-received", "verified",
                      "arbitration", "delivered", "country", "address-known");
CST_DEFINE_ENUM_TYPE (cst_clock_role, "reply", "resolution", "deadline", "from", "reminder", "carrier");
CST_DEFINE_ENUM_TYPE (cst_does,
                      "nothing", "contact", "refund", "replacement", "credit", "discount", "intercept", "reorder",
                      "verify", "investigate");
CST_DEFINE_ENUM_TYPE (cst_label_use, "never", "on-request", "always");
CST_DEFINE_ENUM_TYPE (cst_articles, "any", "unopened");
CST_DEFINE_ENUM_TYPE (cst_quantity_rule, "none", "reported", "confirmed");
CST_DEFINE_ENUM_TYPE (cst_comparison, "above", "at-least");
CST_DEFINE_ENUM_TYPE (cst_escalation_kind, "group", "help", "arbitration");
CST_DEFINE_ENUM_TYPE (cst_content, "mail-address", "phone-number", "link");
CST_DEFINE_ENUM_TYPE (cst_colour, "none", "red", "green", "yellow");

#define ATTRIBUTE(Struct, name, KIND, member) \
  { name, CST_ATTRIBUTE_##KIND, G_STRUCT_OFFSET (Struct, member), NULL, FALSE }
#define NEEDED(Struct, name, KIND, member) \
  { name, CST_ATTRIBUTE_##KIND, G_STRUCT_OFFSET (Struct, member), NULL, TRUE }
#define CHOICE(Struct, name, type, member) \
  { name, CST_ATTRIBUTE_ENUM, G_STRUCT_OFFSET (Struct, member), &type, FALSE }
#define NEEDED_CHOICE(Struct, name, type, member) \
  { name, CST_ATTRIBUTE_ENUM, G_STRUCT_OFFSET (Struct, member), &type, TRUE }

/* An element without children, whose own text is its label. */
#define LEAF(symbol, element, Struct, what) \
  static const CstElementSpec symbol##_element = { \
    .name = element, .size = sizeof (Struct), .text = TRUE, .common = what, \
    .attributes = symbol##_attributes, .n_attributes = G_N_ELEMENTS (symbol##_attributes), \
  }

static const CstElementSpec group_element = {
  .name = "group", .size = sizeof (CstRule), .text = TRUE, .common = CST_COMMON_ID,
};

static const CstElementSpec term_element = {
  .name = "term", .size = sizeof (CstRule), .text = TRUE, .common = CST_COMMON_ID,
};

static const CstElementSpec tip_element = {
  .name = "tip", .size = sizeof (CstRule), .text = TRUE, .common = CST_COMMON_RULE,
};

static const CstAttributeSpec warning_attributes[] = {
  ATTRIBUTE (CstWarningRule, "asks", YES_NO, asks),
};
LEAF (warning, "warning", CstWarningRule, CST_COMMON_CASE_RULE);

static const CstAttributeSpec source_attributes[] = {
  NEEDED (CstSource, "date", DATE_TEXT, date),
  ATTRIBUTE (CstSource, "url", TEXT, url),
};
LEAF (source, "source", CstSource, CST_COMMON_ID);

static const CstAttributeSpec reason_attributes[] = {
  ATTRIBUTE (CstPlaybookReason, "codes", WORDS, codes),
  ATTRIBUTE (CstPlaybookReason, "otherwise", YES_NO, otherwise),
  NEEDED_CHOICE (CstPlaybookReason, "handler", cst_handler_type, handler),
  ATTRIBUTE (CstPlaybookReason, "guide", REFERENCE, guide),
};
LEAF (reason, "reason", CstPlaybookReason, CST_COMMON_RULE);

static const CstAttributeSpec clock_attributes[] = {
  NEEDED_CHOICE (CstPlaybookClock, "role", cst_clock_role_type, role),
  NEEDED_CHOICE (CstPlaybookClock, "starts", cst_moment_type, starts),
  CHOICE (CstPlaybookClock, "stops", cst_moment_type, stops),
  NEEDED (CstPlaybookClock, "amount", NUMBER, amount),
  ATTRIBUTE (CstPlaybookClock, "aim", NUMBER, aim),
  NEEDED_CHOICE (CstPlaybookClock, "unit", cst_time_unit_type, unit),
  ATTRIBUTE (CstPlaybookClock, "skips-holidays", YES_NO, skips_holidays),
  ATTRIBUTE (CstPlaybookClock, "calendar", TEXT, calendar),
  ATTRIBUTE (CstPlaybookClock, "counts-first-day", YES_NO, counts_first_day),
  ATTRIBUTE (CstPlaybookClock, "ends-at-same-hour", YES_NO, ends_at_same_hour),
  ATTRIBUTE (CstPlaybookClock, "pauses", YES_NO, pauses),
  ATTRIBUTE (CstPlaybookClock, "template", REFERENCE, template_id),
};
LEAF (clock, "clock", CstPlaybookClock, CST_COMMON_CASE_RULE);

static const CstAttributeSpec step_attributes[] = {
  CHOICE (CstPlaybookStep, "enters", cst_moment_type, enters),
  CHOICE (CstPlaybookStep, "until", cst_moment_type, until),
  ATTRIBUTE (CstPlaybookStep, "documents", MOMENTS, documents),
};
LEAF (step, "step", CstPlaybookStep, CST_COMMON_RULE);

static const CstAttributeSpec action_attributes[] = {
  CHOICE (CstPlaybookAction, "done-by", cst_moment_type, done_by),
};
LEAF (action, "action", CstPlaybookAction, CST_COMMON_ID);

static const CstChildSpec checklist_children[] = {
  { &action_element, G_STRUCT_OFFSET (CstChecklist, actions) },
};
static const CstElementSpec checklist_element = {
  .name = "checklist", .size = sizeof (CstChecklist), .has_label = TRUE, .common = CST_COMMON_CASE_RULE,
  .children = checklist_children, .n_children = G_N_ELEMENTS (checklist_children),
};

static const CstAttributeSpec evidence_attributes[] = {
  ATTRIBUTE (CstEvidenceRule, "photos", NUMBER, photos),
  ATTRIBUTE (CstEvidenceRule, "or-video", YES_NO, or_video),
};
LEAF (evidence, "evidence", CstEvidenceRule, CST_COMMON_CASE_RULE);

static const CstAttributeSpec resolution_attributes[] = {
  NEEDED_CHOICE (CstResolutionRule, "does", cst_does_type, does),
  CHOICE (CstResolutionRule, "label", cst_label_use_type, label_use),
  CHOICE (CstResolutionRule, "label-paid-by", cst_party_type, label_paid_by),
  CHOICE (CstResolutionRule, "executed-by", cst_party_type, executed_by),
};
LEAF (resolution, "resolution", CstResolutionRule, CST_COMMON_CASE_RULE);

static const CstAttributeSpec answer_attributes[] = {
  NEEDED (CstAnswerRule, "go", REFERENCE, go),
};
static const CstElementSpec answer_element = {
  .name = "answer", .size = sizeof (CstAnswerRule), .text = TRUE, .may_be_silent = TRUE, .common = CST_COMMON_ID,
  .attributes = answer_attributes, .n_attributes = G_N_ELEMENTS (answer_attributes),
};

static const CstAttributeSpec question_attributes[] = {
  CHOICE (CstQuestion, "fact", cst_fact_type, fact),
  ATTRIBUTE (CstQuestion, "at-least", NUMBER, at_least),
  ATTRIBUTE (CstQuestion, "less-than", MONEY, less_than),
  CHOICE (CstQuestion, "tax", cst_tax_mode_type, tax),
  ATTRIBUTE (CstQuestion, "evidence", WORDS, evidence),
};
static const CstChildSpec question_children[] = {
  { &answer_element, G_STRUCT_OFFSET (CstQuestion, answers) },
};
static const CstElementSpec question_element = {
  .name = "question", .size = sizeof (CstQuestion), .has_label = TRUE, .common = CST_COMMON_RULE,
  .attributes = question_attributes, .n_attributes = G_N_ELEMENTS (question_attributes),
  .children = question_children, .n_children = G_N_ELEMENTS (question_children),
};

static const CstAttributeSpec proposal_attributes[] = {
  NEEDED_CHOICE (CstProposal, "does", cst_does_type, does),
  ATTRIBUTE (CstProposal, "return", YES_NO, returns),
  CHOICE (CstProposal, "label", cst_label_use_type, label_use),
  CHOICE (CstProposal, "articles", cst_articles_type, articles),
  CHOICE (CstProposal, "quantity", cst_quantity_rule_type, quantity),
  ATTRIBUTE (CstProposal, "discount", PERCENT, discount_bp),
  ATTRIBUTE (CstProposal, "free-shipping", YES_NO, free_shipping),
  ATTRIBUTE (CstProposal, "urgent", YES_NO, urgent),
  ATTRIBUTE (CstProposal, "template", REFERENCE, template_id),
  ATTRIBUTE (CstProposal, "comment", REFERENCE, comment),
  ATTRIBUTE (CstProposal, "group", REFERENCE, group),
  ATTRIBUTE (CstProposal, "actions", WORDS, actions),
};
LEAF (proposal, "proposal", CstProposal, CST_COMMON_RULE);

static const CstAttributeSpec escalation_attributes[] = {
  NEEDED_CHOICE (CstEscalation, "kind", cst_escalation_kind_type, kind),
  ATTRIBUTE (CstEscalation, "by", WORDS, by),
  ATTRIBUTE (CstEscalation, "needs-message", YES_NO, needs_message),
  ATTRIBUTE (CstEscalation, "hands-over", WORDS, hands_over),
  ATTRIBUTE (CstEscalation, "binding", YES_NO, binding),
};
LEAF (escalation, "escalation", CstEscalation, CST_COMMON_CASE_RULE);

static const CstAttributeSpec message_attributes[] = {
  NEEDED (CstTemplateText, "language", TEXT, language),
};
static const CstElementSpec message_element = {
  .name = "message", .size = sizeof (CstTemplateText), .text = TRUE, .keeps_lines = TRUE,
  .attributes = message_attributes, .n_attributes = G_N_ELEMENTS (message_attributes),
};
static const CstChildSpec template_children[] = {
  { &message_element, G_STRUCT_OFFSET (CstTemplate, texts) },
};
static const CstElementSpec template_element = {
  .name = "template", .size = sizeof (CstTemplate), .has_label = TRUE, .common = CST_COMMON_RULE | CST_COMMON_REASONS,
  .children = template_children, .n_children = G_N_ELEMENTS (template_children),
};

static const CstAttributeSpec channel_attributes[] = {
  NEEDED (CstChannel, "allowed", YES_NO, allowed),
};
LEAF (channel, "channel", CstChannel, CST_COMMON_RULE);

static const CstAttributeSpec forbidden_attributes[] = {
  NEEDED_CHOICE (CstForbidden, "content", cst_content_type, content),
};
LEAF (forbidden, "forbidden", CstForbidden, CST_COMMON_RULE);

static const CstAttributeSpec guard_attributes[] = {
  NEEDED (CstMoneyGuard, "currency", CURRENCY, currency),
  ATTRIBUTE (CstMoneyGuard, "ceiling", MONEY, ceiling),
  ATTRIBUTE (CstMoneyGuard, "confirm-above", MONEY, confirm_above),
};
LEAF (guard, "money-guard", CstMoneyGuard, CST_COMMON_RULE);

static const CstAttributeSpec rate_attributes[] = {
  NEEDED (CstRateRule, "threshold", PERCENT, threshold_bp),
  ATTRIBUTE (CstRateRule, "warn-at", PERCENT, warn_at_bp),
  ATTRIBUTE (CstRateRule, "days", NUMBER, days),
  NEEDED_CHOICE (CstRateRule, "harms", cst_comparison_type, harms),
};
LEAF (rate, "rate", CstRateRule, CST_COMMON_RULE);

static const CstAttributeSpec closing_attributes[] = {
  NEEDED_CHOICE (CstClosing, "resolved-by", cst_party_type, resolved_by),
  CHOICE (CstClosing, "confirmed-by", cst_party_type, confirmed_by),
};
LEAF (closing, "closing", CstClosing, CST_COMMON_RULE);

static const CstAttributeSpec tab_attributes[] = {
  CHOICE (CstCarrierTab, "colour", cst_colour_type, colour),
  ATTRIBUTE (CstCarrierTab, "sums", YES_NO, sums),
  ATTRIBUTE (CstCarrierTab, "optional", YES_NO, optional),
  ATTRIBUTE (CstCarrierTab, "answers", YES_NO, answers),
};
LEAF (tab, "tab", CstCarrierTab, CST_COMMON_RULE);

static const CstAttributeSpec state_attributes[] = {
  CHOICE (CstCarrierState, "colour", cst_colour_type, colour),
  ATTRIBUTE (CstCarrierState, "codes", WORDS, codes),
};
LEAF (state, "carrier-state", CstCarrierState, CST_COMMON_RULE);

static const CstAttributeSpec carrier_answer_attributes[] = {
  ATTRIBUTE (CstCarrierAnswer, "keeps-waiting", YES_NO, keeps_waiting),
  ATTRIBUTE (CstCarrierAnswer, "needs-text", YES_NO, needs_text),
};
LEAF (carrier_answer, "carrier-answer", CstCarrierAnswer, CST_COMMON_RULE);

static const CstAttributeSpec playbook_attributes[] = {
  NEEDED (CstPlaybook, "version", NUMBER, version),
  NEEDED (CstPlaybook, "country", TEXT, country),
  NEEDED (CstPlaybook, "time-zone", TEXT, time_zone),
  ATTRIBUTE (CstPlaybook, "region", TEXT, region),
  NEEDED (CstPlaybook, "languages", WORDS, languages),
  ATTRIBUTE (CstPlaybook, "serves", WORDS, serves),
};

static const CstChildSpec playbook_children[] = {
  { &source_element, G_STRUCT_OFFSET (CstPlaybook, sources) },
  { &term_element, G_STRUCT_OFFSET (CstPlaybook, terms) },
  { &reason_element, G_STRUCT_OFFSET (CstPlaybook, reasons) },
  { &clock_element, G_STRUCT_OFFSET (CstPlaybook, clocks) },
  { &step_element, G_STRUCT_OFFSET (CstPlaybook, steps) },
  { &checklist_element, G_STRUCT_OFFSET (CstPlaybook, checklists) },
  { &action_element, G_STRUCT_OFFSET (CstPlaybook, actions) },
  { &evidence_element, G_STRUCT_OFFSET (CstPlaybook, evidence) },
  { &resolution_element, G_STRUCT_OFFSET (CstPlaybook, resolutions) },
  { &question_element, G_STRUCT_OFFSET (CstPlaybook, questions) },
  { &proposal_element, G_STRUCT_OFFSET (CstPlaybook, proposals) },
  { &group_element, G_STRUCT_OFFSET (CstPlaybook, groups) },
  { &escalation_element, G_STRUCT_OFFSET (CstPlaybook, escalations) },
  { &template_element, G_STRUCT_OFFSET (CstPlaybook, templates) },
  { &channel_element, G_STRUCT_OFFSET (CstPlaybook, channels) },
  { &forbidden_element, G_STRUCT_OFFSET (CstPlaybook, forbidden) },
  { &guard_element, G_STRUCT_OFFSET (CstPlaybook, guards) },
  { &rate_element, G_STRUCT_OFFSET (CstPlaybook, rates) },
  { &closing_element, G_STRUCT_OFFSET (CstPlaybook, closings) },
  { &warning_element, G_STRUCT_OFFSET (CstPlaybook, warnings) },
  { &tab_element, G_STRUCT_OFFSET (CstPlaybook, tabs) },
  { &state_element, G_STRUCT_OFFSET (CstPlaybook, states) },
  { &carrier_answer_element, G_STRUCT_OFFSET (CstPlaybook, answers) },
  { &tip_element, G_STRUCT_OFFSET (CstPlaybook, tips) },
};

const CstElementSpec cst_playbook_element = {
  .name = "playbook", .size = sizeof (CstPlaybook), .has_label = TRUE, .common = CST_COMMON_RULE,
  .attributes = playbook_attributes, .n_attributes = G_N_ELEMENTS (playbook_attributes),
  .children = playbook_children, .n_children = G_N_ELEMENTS (playbook_children),
};
