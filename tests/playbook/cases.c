/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

#include <string.h>

#include "case-summary.h"

/* Opened on a Friday at ten, looked at an hour later, by a customer in France who got the parcel the day before. */
#define NEW "'now':@2026-11-20T11:00,'moments':{'reported':@2026-11-20T10:00,'shipped':@2026-11-17T10:00," \
  "'delivered':@2026-11-19T10:00},'has_order':true,'country':'FR','currency':'EUR','site':'Orderchamp',"
/* Not shipped yet. */
#define UNSHIPPED "'now':@2026-11-20T11:00,'moments':{'reported':@2026-11-20T10:00," \
  "'promised_ship':@2026-11-18T18:00}," \
  "'has_order':true,'country':'FR','currency':'EUR',"
#define ANSWER(question, answer) "{'question':'" question "','answer':'" answer "'}"

const StatedCase stated_cases[] = {
  /* O: the B2B marketplace */
  { "/O5/brand-chooses", "orderchamp", "{" NEW "'reason':'damaged'}",
    "reason damaged handler=brand\n"
    "resolution replacement replacement label=always by=brand executed=brand\n"
    "resolution refund refund label=never by=unknown executed=marketplace\n"
    "resolution contact contact label=never by=unknown executed=unknown\n"
    "closing by=customer confirmed=unknown\n"
    "evidence photos missing\n"
    "propose ask-photo does=contact template=photo-request" },
  { "/O5/missing-items", "orderchamp", "{" NEW "'reason':'missing'}",
    "reason missing handler=brand\n!evidence photos missing\nask missing-confirmed yes no" },
  { "/O5/wrong-item", "orderchamp", "{" NEW "'reason':'wrong_item','photos':2,'finding':'confirmed'}",
    "reason wrong-item handler=brand\nevidence photos\nanswered confirmed=yes by data\n"
    "ask wish replacement refund keep" },
  { "/O5/defective", "orderchamp", "{" NEW "'reason':'defective','photos':1,'finding':'not_confirmed'}",
    "reason defective handler=brand\npropose discuss does=contact template=discuss" },
  { "/O6/marketplace-handles", "orderchamp", "{" NEW "'reason':'wrong_invoice'}",
    "reason other handler=marketplace\nHandled by Orderchamp\n"
    "!resolution refund refund label=never by=unknown executed=marketplace\n"
    "closing by=customer confirmed=unknown\nguide none\ndue respond=- resolve=-" },
  { "/O6/the-site-says-it-handles", "orderchamp", "{" NEW "'reason':'damaged','handler':'marketplace'}",
    "reason damaged handler=marketplace\n"
    "resolution refund refund refused label=never by=unknown executed=marketplace\n"
    "  because: Handled by Orderchamp" },
  { "/O7/confirmed-replacement", "orderchamp",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','answers':[" ANSWER ("wish", "replacement") "]}",
    "answered has-photo=yes by data\nanswered confirmed=yes by data\nanswered wish=replacement\n"
    "propose send-replacement does=replacement quantity=confirmed template=replacement\n"
    "rule Orderchamp’s help page on reported problems read 2026-11-20 valid from 2020-01-01" },
  { "/O8/refund", "orderchamp",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','answers':[" ANSWER ("wish", "refund") "]}",
    "propose give-refund does=refund quantity=confirmed template=refund" },
  { "/O9/discount", "orderchamp",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','answers':[" ANSWER ("wish", "keep") "]}",
    "propose offer-discount does=discount discount=1500 template=discount" },
  { "/O11/settled", "orderchamp", "{" NEW "'reason':'damaged','state':'resolved'}",
    "resolution refund refund refused label=never by=unknown executed=marketplace\n"
    "  because: The case is settled" },
  { "/R15/protest-in-time", "orderchamp", "{" NEW "'reason':'damaged'}",
    "clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest" },
  { "/R15/protest-lost", "orderchamp",
    "{'now':@2026-11-23T00:00,'reason':'damaged','has_order':true,'country':'FR',"
    "'moments':{'reported':@2026-11-22T10:00,'delivered':@2026-11-19T10:00}}",
    "clock carrier-protest carrier missed due=2026-11-22T23:59:59 template=carrier-protest" },
  { "/R15/holidays-do-not-count", "orderchamp",
    "{'now':@2027-11-01T10:00,'reason':'damaged','has_order':true,'country':'FR',"
    "'moments':{'reported':@2027-10-31T10:00,'delivered':@2027-10-30T10:00}}",
    "clock carrier-protest carrier running due=2027-11-03T23:59:59 template=carrier-protest" },
  { "/R15/not-abroad", "orderchamp",
    "{'now':@2026-11-20T11:00,'reason':'damaged','has_order':true,'country':'DE',"
    "'moments':{'reported':@2026-11-20T10:00,'delivered':@2026-11-19T10:00}}",
    "!clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest" },
  { "/R15/also-where-the-site-decides", "orderchamp", "{" NEW "'reason':'damaged','handler':'marketplace'}",
    "reason damaged handler=marketplace\n"
    "clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest" },
  { "/R6/reminder", "orderchamp",
    "{'now':@2026-11-28T11:00,'reason':'damaged','waiting_for':'customer',"
    "'moments':{'reported':@2026-11-19T10:00,'waiting_customer':@2026-11-20T10:00}}",
    "clock reminder reminder reached due=2026-11-27T23:59:59 template=reminder" },
  { "/R6/no-reminder-yet", "orderchamp",
    "{'now':@2026-11-27T11:00,'reason':'damaged','waiting_for':'customer',"
    "'moments':{'reported':@2026-11-19T10:00,'waiting_customer':@2026-11-20T10:00}}",
    "clock reminder reminder running due=2026-11-27T23:59:59 template=reminder" },
  { "/R4/return-has-not-come", "pixmania",
    "{'now':@2026-11-20T11:00,'reason':'damaged','moments':{'reported':@2026-11-01T10:00,"
    "'return_asked':@2026-11-02T10:00}}",
    "clock return-late reminder reached due=2026-11-16T23:59:59 template=return-reminder" },

  /* P: deadlines, actions, arbitration */
  { "/P1/not-received", "pixmania", "{" NEW "'reason_code':'not_received'}",
    "reason not-received handler=brand\nask tracked moving delivered lost" },
  { "/P1/not-as-described", "pixmania", "{" NEW "'reason_code':'not_as_described'}",
    "reason not-as-described handler=brand\nask listing-differs yes no" },
  { "/P1/unknown-reason", "pixmania", "{" NEW "'reason_code':'whatever'}", "reason other handler=brand\n"
                                                                           "guide none" },
  { "/P2/first-reply-in-48h-aim-24h", "pixmania", "{" NEW "'reason':'damaged'}",
    "clock first-reply reply running due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00\n"
    "due respond=2026-11-22T10:00:00 resolve=2026-11-24T23:59:59" },
  { "/P2/every-type", "pixmania", "{" NEW "'reason':'other'}",
    "clock first-reply reply running due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00" },
  { "/P2/aim-passed", "pixmania",
    "{'now':@2026-11-21T10:01,'reason':'damaged','moments':{'reported':@2026-11-20T10:00}}",
    "clock first-reply reply aim-passed due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00" },
  { "/P2/limit-to-the-second", "pixmania",
    "{'now':@2026-11-22T10:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00}}",
    "clock first-reply reply aim-passed due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00" },
  { "/P2/missed", "pixmania", "{'now':@2026-11-22T10:01,'reason':'damaged',"
                              "'moments':{'reported':@2026-11-20T10:00}}",
    "clock first-reply reply missed due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00" },
  { "/P2/met", "pixmania",
    "{'now':@2026-11-22T10:01,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'first_reply':@2026-11-20T12:00}}",
    "clock first-reply reply met due=2026-11-22T10:00:00 aim=2026-11-21T10:00:00\n"
    "due respond=- resolve=2026-11-24T23:59:59" },
  { "/P2/dst-48h-of-a-case", "pixmania",
    "{'now':@2027-03-27T11:00,'reason':'damaged','moments':{'reported':@2027-03-27T10:00}}",
    "clock first-reply reply running due=2027-03-29T11:00:00 aim=2027-03-28T11:00:00" },
  { "/P3/seven-working-days", "pixmania", "{'now':@2027-04-30T10:00,'reason_code':'not_received',"
                                          "'moments':{'reported':@2027-04-30T09:00}}",
    "clock resolution-not-received resolution running due=2027-05-12T23:59:59\n"
    "!clock resolution resolution running due=2027-05-04T23:59:59" },
  { "/P3/three-working-days", "pixmania", "{" NEW "'reason':'defective'}",
    "clock resolution resolution running due=2026-11-24T23:59:59" },
  { "/P3/three-over-bastille-day", "pixmania",
    "{'now':@2026-07-10T11:00,'reason':'damaged','moments':{'reported':@2026-07-10T10:00}}",
    "clock resolution resolution running due=2026-07-15T23:59:59" },
  { "/P3/three-over-christmas", "pixmania",
    "{'now':@2026-12-24T11:00,'reason':'wrong_item','moments':{'reported':@2026-12-24T10:00}}",
    "clock resolution resolution running due=2026-12-29T23:59:59" },
  { "/P4.1/not-received", "pixmania",
    "{" NEW "'reason_code':'not_received','ticks':[{'action':'ask-carrier','at':@2026-11-20T10:30,'name':'Léa'}],"
            "'answers':[" ANSWER ("tracked", "delivered") "]}",
    "action give-tracking\naction ask-carrier done by Léa\naction open-enquiry\naction inform-delivery\n"
    "evidence tracking missing\n"
    "propose enquiry does=investigate template=enquiry actions=[ask-carrier open-enquiry inform-delivery]" },
  { "/P4.2/defective", "pixmania", "{" NEW "'reason':'defective',"
                                           "'answers':[" ANSWER ("defective-wish", "replacement") "]}",
    "action return-defective\naction solve-defective\naction inform-defective\n"
    "propose return-replace does=replacement return label=always articles=any quantity=confirmed"
    " template=return-replacement\n"
    "resolution replacement replacement label=always by=brand executed=brand" },
  { "/P4.2/defective-refund", "pixmania", "{" NEW "'reason':'defective',"
                                                  "'answers':[" ANSWER ("defective-wish", "refund") "]}",
    "propose return-refund does=refund return label=always articles=any quantity=confirmed"
    " template=return-refund" },
  { "/P4.3/not-as-described", "pixmania",
    "{" NEW "'reason_code':'not_as_described','answers':[" ANSWER ("listing-differs", "yes") ","
    ANSWER ("listing-wish", "replacement") "]}",
    "action compare-listing\naction report-listing\naction solve-description\n"
    "propose listing-replace does=replacement return label=always articles=any quantity=confirmed"
    " template=return-replacement group=product actions=[report-listing]" },
  { "/P4.4/refund-within-48h-of-the-return", "pixmania",
    "{'now':@2026-11-20T11:00,'reason_code':'refund_not_processed','moments':{'reported':@2026-11-19T10:00,"
    "'return_received':@2026-11-20T09:00}}",
    "clock refund-after-return deadline running due=2026-11-22T09:00:00\n"
    "due respond=2026-11-21T10:00:00 resolve=2026-11-22T09:00:00\n"
    "action find-requests\naction process-return\naction inform-refund\nanswered return-came=yes by data\n"
    "propose refund-now does=refund quantity=confirmed urgent template=refund"
    " actions=[process-return inform-refund]" },
  { "/P4.4/an-answer-says-when-the-return-came", "pixmania",
    "{'now':@2026-11-20T11:00,'reason_code':'refund_not_processed','moments':{'reported':@2026-11-19T10:00},"
    "'answers':[{'question':'return-came','answer':'yes','at':@2026-11-20T09:00}]}",
    "clock refund-after-return deadline running due=2026-11-22T09:00:00\nanswered return-came=yes\n"
    "due respond=2026-11-21T10:00:00 resolve=2026-11-22T09:00:00" },
  { "/P4.4/what-was-said-before-a-contest-is-over", "pixmania",
    "{'now':@2026-11-20T11:00,'reason_code':'refund_not_processed','moments':{'reported':@2026-11-20T10:00},"
    "'answers':[{'question':'return-came','answer':'yes','at':@2026-11-19T09:00}]}",
    "clock refund-after-return deadline waiting due=-" },
  { "/P4.4/refunded-too-late", "pixmania",
    "{'now':@2026-11-25T11:00,'reason_code':'refund_not_processed','moments':{'reported':@2026-11-19T10:00,"
    "'return_received':@2026-11-20T09:00,'refunded':@2026-11-22T09:01}}",
    "clock refund-after-return deadline met-late due=2026-11-22T09:00:00\naction process-return done" },
  { "/P4.4/refunded-before-the-return", "pixmania",
    "{'now':@2026-11-25T11:00,'reason_code':'refund_not_processed','moments':{'reported':@2026-11-19T10:00,"
    "'return_received':@2026-11-20T09:00,'refunded':@2026-11-19T15:00}}",
    "clock refund-after-return deadline met due=2026-11-22T09:00:00\naction process-return done" },
  { "/P4.5/refund", "pixmania", "{" NEW "'reason':'wrong_item','answers':[" ANSWER ("wrong-item-wish", "refund") "]}",
    "propose refund-wrong-item does=refund return label=always articles=any quantity=confirmed"
    " template=return-refund actions=[find-error report-urgent-listing return-wrong-item]" },
  { "/P4.5/wrong-item", "pixmania",
    "{" NEW "'reason':'wrong_item','answers':[" ANSWER ("wrong-item-wish", "replacement") "]}",
    "action find-error\naction report-urgent-listing\naction solve-wrong-item\naction return-wrong-item\n"
    "propose right-item does=replacement return label=always articles=any quantity=confirmed"
    " template=return-replacement actions=[find-error report-urgent-listing return-wrong-item]" },
  { "/P4.6/damaged", "pixmania", "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed'}",
    "action check-damage\naction return-damaged\naction replace-damaged\naction inform-damaged\n"
    "propose damaged-replace does=replacement return label=always articles=any quantity=confirmed"
    " template=return-replacement actions=[return-damaged replace-damaged inform-damaged]" },
  { "/P4.6/steps-done-by-facts", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-19T10:00,"
    "'return_asked':@2026-11-20T09:00,'replaced':@2026-11-24T09:00}}",
    "action return-damaged done\naction replace-damaged done\naction check-damage" },
  { "/P5/opened", "pixmania", "{" NEW "'reason':'damaged'}", "step opened current reported+ seen-" },
  { "/P5/first-reply", "pixmania",
    "{'now':@2026-11-20T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'seen':@2026-11-20T10:05}}",
    "step opened done reported+ seen+\nstep first-reply current first-reply-" },
  { "/P5/direct-resolution", "pixmania",
    "{'now':@2026-11-20T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'first_reply':@2026-11-20T10:05}}",
    "step first-reply done first-reply+\nstep direct-resolution current proposed- accepted- closed-" },
  { "/P5/arbitration", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,'seen':@2026-11-20T10:05,"
    "'first_reply':@2026-11-20T10:05,'arbitration':@2026-11-24T10:00}}",
    "step arbitration current arbitration+ evidence- decided-\n"
    "resolution refund refund refused label=never by=unknown executed=brand\n  because: The arbitration decides\n"
    "resolution contact contact label=never by=unknown executed=unknown" },
  { "/P5/lessons", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,'seen':@2026-11-20T10:05,"
    "'first_reply':@2026-11-20T10:05,'proposed':@2026-11-20T10:05,'accepted':@2026-11-21T10:00,"
    "'closed':@2026-11-21T11:00}}",
    "step direct-resolution done proposed+ accepted+ closed+\nstep lessons current lessons-" },
  { "/P9/lessons-are-noted", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'closed':@2026-11-21T10:00,'lessons':@2026-11-24T10:00}}",
    "step lessons done lessons+" },
  { "/P6/everything-is-dated", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'arbitration':@2026-11-21T10:00,"
    "'evidence':@2026-11-21T10:00,'decided':@2026-11-24T10:00}}",
    "step arbitration done arbitration+ evidence+ decided+" },
  { "/P7/arbitration-can-be-asked", "pixmania", "{" NEW "'reason':'damaged'}",
    "escalation arbitration arbitration message binding by=[brand customer]"
    " hands-over=[communications evidence photos findings tracking label dates]" },
  { "/P8/brand-confirms-once-accepted", "pixmania",
    "{'now':@2026-11-25T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00,"
    "'accepted':@2026-11-21T10:00}}",
    "closing by=customer confirmed=brand now\nclock resolution resolution met due=2026-11-24T23:59:59" },
  { "/P8/not-before", "pixmania", "{" NEW "'reason':'damaged'}", "closing by=customer confirmed=brand" },
  { "/P10/help", "pixmania", "{" NEW "'reason':'damaged'}",
    "escalation help help message by=[brand customer] hands-over=[]" },
  { "/R16/forbidden-channels", "pixmania", "{" NEW "'reason':'damaged'}", "forbidden channels=[mail phone]" },
  { "/R16/no-rule-forbids-nothing", "orderchamp", "{" NEW "'reason':'damaged'}", "forbidden channels=[]" },

  /* T: the cross-border platform */
  { "/T1/out-of-stock", "tmall-dsers", "{" UNSHIPPED "'reason_code':'out_of_stock'}",
    "propose refund-reorder does=refund quantity=reported template=refund-stock actions=[reorder]\n"
    "action reorder" },
  { "/T1/reordered", "tmall-dsers",
    "{" UNSHIPPED "'reason_code':'out_of_stock','ticks':[{'action':'reorder','at':@2026-11-20T10:30,'name':'Léa'}]}",
    "action reorder done by Léa" },
  { "/T2/oversized", "tmall-dsers", "{" UNSHIPPED "'reason_code':'overweight'}",
    "reason oversized handler=brand\n"
    "propose refund-adjust does=refund quantity=reported template=refund-limits actions=[adjust]" },
  { "/T3/two-days-late", "tmall-dsers", "{" UNSHIPPED "'reason':'late'}",
    "answered late-four=no by data\nanswered late-two=yes by data\n"
    "propose press-supplier-proposal does=contact template=late actions=[press]\n"
    "clock press-supplier from reached due=2026-11-20T00:00:00\n"
    "clock stock-path from running due=2026-11-23T00:00:00" },
  { "/T3/one-day-late", "tmall-dsers",
    "{'now':@2026-11-19T23:59,'reason':'late','moments':{'reported':@2026-11-19T10:00,"
    "'promised_ship':@2026-11-18T18:00}}",
    "propose wait does=nothing\nclock press-supplier from running due=2026-11-20T00:00:00" },
  { "/T3/four-days-late", "tmall-dsers",
    "{'now':@2026-11-22T23:59,'reason':'late','moments':{'reported':@2026-11-19T10:00,"
    "'promised_ship':@2026-11-18T18:00}}",
    "propose press-supplier-proposal does=contact template=late actions=[press]" },
  { "/T3/after-four-days", "tmall-dsers",
    "{'now':@2026-11-23T00:00,'reason':'late','moments':{'reported':@2026-11-19T10:00,"
    "'promised_ship':@2026-11-18T18:00}}",
    "answered late-four=yes by data\n"
    "propose refund-reorder does=refund quantity=reported template=refund-stock actions=[reorder]\n"
    "clock stock-path from reached due=2026-11-23T00:00:00" },
  { "/T3/shipped-before-its-day", "tmall-dsers",
    "{'now':@2026-11-23T00:00,'reason':'late','has_order':true,'moments':{'reported':@2026-11-19T10:00,"
    "'promised_ship':@2026-11-18T18:00,'shipped':@2026-11-17T10:00}}",
    "propose wait does=nothing\nclock press-supplier from met due=2026-11-20T00:00:00\n"
    "clock stock-path from met due=2026-11-23T00:00:00" },
  { "/T3/shipped-after-four-days", "tmall-dsers",
    "{'now':@2026-11-25T00:00,'reason':'late','has_order':true,'moments':{'reported':@2026-11-19T10:00,"
    "'promised_ship':@2026-11-18T18:00,'shipped':@2026-11-24T10:00}}",
    "clock stock-path from met due=2026-11-23T00:00:00" },
  { "/T4/unresponsive-supplier", "tmall-dsers", "{" UNSHIPPED "'reason_code':'silent_supplier'}",
    "propose refund-reorder does=refund quantity=reported template=refund-stock actions=[reorder]" },
  { "/T5/customs", "tmall-dsers", "{" NEW "'reason_code':'customs'}",
    "propose inform-customs does=contact template=customs" },
  { "/T6/no-evidence-yet", "tmall-dsers", "{" NEW "'reason':'wrong_item'}",
    "evidence photo-or-video missing\npropose ask-photo does=contact template=photo-request" },
  { "/T6/verification-10-to-30-working-days", "tmall-dsers",
    "{'now':@2026-11-20T11:00,'reason':'missing','photos':1,'moments':{'reported':@2026-11-19T10:00,"
    "'evidence':@2026-11-20T10:00},'answers':[" ANSWER ("is-verified", "waiting") "]}",
    "reason missing-items handler=brand\n"
    "clock verification-from from running due=2026-12-02T00:00:00\n"
    "clock verification deadline running due=2026-12-26T23:59:59\n"
    "clock settlement deadline waiting due=-\n"
    "propose have-verified does=verify template=verification actions=[hand-over]" },
  { "/T6/handing-over-starts-the-clock", "tmall-dsers",
    "{'now':@2026-11-20T11:00,'reason':'missing','photos':1,'moments':{'reported':@2026-11-19T10:00},"
    "'ticks':[{'action':'hand-over','at':@2026-11-20T10:00,'name':'Léa'}]}",
    "clock verification deadline running due=2026-12-26T23:59:59\naction hand-over done by Léa\n"
    "due respond=- resolve=2026-12-26T23:59:59" },
  { "/T6/an-answer-says-when-it-was-verified", "tmall-dsers",
    "{'now':@2026-12-10T11:00,'reason':'wrong_item','photos':1,'moments':{'reported':@2026-11-19T10:00,"
    "'evidence':@2026-11-20T10:00},'answers':[{'question':'is-verified','answer':'yes','at':@2026-12-07T10:00}]}",
    "clock verification deadline met due=2026-12-26T23:59:59\n"
    "clock settlement deadline running due=2026-12-24T23:59:59\nask verified-wish replacement refund" },
  { "/T6/turned-down", "tmall-dsers",
    "{'now':@2026-12-10T11:00,'reason':'wrong_item','photos':1,'moments':{'reported':@2026-11-19T10:00,"
    "'evidence':@2026-11-20T10:00},'answers':[{'question':'is-verified','answer':'no','at':@2026-12-07T10:00}]}",
    "clock verification-from from met due=2026-12-02T00:00:00\n"
    "clock verification deadline met due=2026-12-26T23:59:59\n"
    "clock settlement deadline waiting due=-\ndue respond=- resolve=-\n"
    "propose not-verified does=contact template=claim-refused" },
  { "/T6/then-within-15", "tmall-dsers",
    "{'now':@2026-12-10T11:00,'reason':'wrong_item','photos':1,'moments':{'reported':@2026-11-19T10:00,"
    "'evidence':@2026-11-20T10:00,'verified':@2026-12-07T10:00},"
    "'answers':[" ANSWER ("verified-wish", "replacement") "]}",
    "clock verification deadline met due=2026-12-26T23:59:59\n"
    "clock settlement deadline running due=2026-12-24T23:59:59\nanswered is-verified=yes by data\n"
    "propose reship does=replacement quantity=confirmed template=reship" },
  { "/T7/damage", "tmall-dsers",
    "{'now':@2026-12-10T11:00,'reason':'damaged','photos':1,'moments':{'reported':@2026-11-19T10:00,"
    "'evidence':@2026-11-20T10:00,'verified':@2026-12-07T10:00},"
    "'answers':[" ANSWER ("verified-wish", "refund") "]}",
    "clock settlement deadline running due=2026-12-24T23:59:59\n"
    "propose refund-verified does=refund quantity=confirmed template=refund-claim" },
  { "/T8/domestic-intercepted", "tmall-dsers",
    "{" NEW "'reason_code':'cancelled','answers':[" ANSWER ("is-intercepted", "yes") "]}",
    "answered cancelled-shipped=yes by data\nanswered is-domestic=yes by data\n"
    "propose refund-intercepted does=refund quantity=reported template=refund-intercepted" },
  { "/T8/domestic-not-intercepted", "tmall-dsers",
    "{" NEW "'reason_code':'cancelled','answers':[" ANSWER ("is-intercepted", "no") "]}",
    "propose no-refund does=contact template=no-refund" },
  { "/T8/domestic-try", "tmall-dsers", "{" NEW "'reason_code':'cancelled',"
                                               "'answers':[" ANSWER ("is-intercepted", "untried") "]}",
    "propose try-interception does=intercept template=interception actions=[stop-parcel]" },
  { "/T8/international", "tmall-dsers",
    "{'now':@2026-11-20T11:00,'reason_code':'cancelled','has_order':true,'country':'US',"
    "'moments':{'reported':@2026-11-20T10:00,'shipped':@2026-11-17T10:00}}",
    "answered is-domestic=no by data\npropose no-refund does=contact template=no-refund" },
  { "/T8/not-shipped", "tmall-dsers", "{" UNSHIPPED "'reason_code':'cancelled'}",
    "propose refund-unshipped does=refund quantity=reported template=refund-cancelled" },
  { "/T9/international", "tmall-dsers",
    "{'now':@2026-11-20T11:00,'reason_code':'wrong_address','has_order':true,'country':'US',"
    "'moments':{'reported':@2026-11-20T10:00,'shipped':@2026-11-17T10:00}}",
    "propose no-refund does=contact template=no-refund" },
  { "/T9/domestic", "tmall-dsers",
    "{" NEW "'reason_code':'wrong_address','answers':[" ANSWER ("is-intercepted", "yes") "]}",
    "propose refund-intercepted does=refund quantity=reported template=refund-intercepted" },
  { "/T9/domestic-not-intercepted", "tmall-dsers",
    "{" NEW "'reason_code':'wrong_address','answers':[" ANSWER ("is-intercepted", "no") "]}",
    "propose no-refund does=contact template=no-refund" },
  { "/T9/doubtful-address-before-shipping", "tmall-dsers",
    "{" UNSHIPPED "'reason_code':'wrong_address','is_address_doubtful':true}",
    "warning doubtful-address\npropose correct-address does=contact template=address" },
  { "/T9/an-unknown-address-is-a-question", "tmall-dsers",
    "{" UNSHIPPED "'reason_code':'wrong_address','is_address_unknown':true}",
    "warning unknown-address asks\n!warning doubtful-address\npropose correct-address does=contact template=address" },
  { "/T9/no-question-about-a-known-address", "tmall-dsers", "{" UNSHIPPED "'reason_code':'wrong_address'}",
    "!warning unknown-address" },
  { "/T9/no-question-once-shipped", "tmall-dsers", "{" NEW "'reason_code':'wrong_address','is_address_unknown':true}",
    "!warning unknown-address" },
  { "/T9/no-warning-once-shipped", "tmall-dsers", "{" NEW "'reason_code':'wrong_address',"
                                                          "'is_address_doubtful':true}",
    "!warning doubtful-address" },
  { "/T9/no-warning-without-doubt", "tmall-dsers", "{" UNSHIPPED "'reason_code':'wrong_address'}",
    "!warning doubtful-address" },

  /* H: a brand's own shop */
  { "/H0/content-damaged", "house-shop", "{" NEW "'reason':'damaged'}", "reason content-damaged handler=brand" },
  { "/H0/missing", "house-shop", "{" NEW "'reason':'missing'}", "reason missing-item handler=brand" },
  { "/H0/wrong-reference", "house-shop", "{" NEW "'reason':'wrong_item'}", "reason wrong-reference handler=brand" },
  { "/H1/photo-first", "house-shop", "{" NEW "'reason_code':'customer_error'}",
    "evidence photo-reference missing\nask ordered-wrong yes no evidence=[photo-reference]" },
  { "/H1/credit-unopened-without-label", "house-shop",
    "{" NEW "'reason_code':'customer_error','photos':1,'finding':'confirmed',"
            "'answers':[" ANSWER ("unopened", "yes") "]}",
    "propose credit-unopened does=credit return label=never articles=unopened quantity=confirmed"
    " template=credit-unopened\n"
    "resolution credit credit label=never by=customer executed=brand" },
  { "/H1/opened", "house-shop",
    "{" NEW "'reason_code':'customer_error','photos':1,'finding':'confirmed',"
            "'answers':[" ANSWER ("unopened", "no") "]}",
    "propose no-return does=contact template=opened" },
  { "/H1/photo-tells-otherwise", "house-shop",
    "{" NEW "'reason_code':'customer_error','photos':1,'finding':'not_confirmed'}",
    "propose ask-photo does=contact template=photo-request" },
  { "/H2/photo-first", "house-shop", "{" NEW "'reason':'wrong_item'}",
    "evidence photo-reference missing\nask received-wrong yes no evidence=[photo-reference]" },
  { "/H2/to-after-sales", "house-shop", "{" NEW "'reason':'wrong_item','photos':1,'finding':'confirmed'}",
    "propose wrong-to-after-sales does=nothing quantity=confirmed template=wrong-reference group=after-sales" },
  { "/H3/photos-of-three-things", "house-shop", "{" NEW "'reason':'missing'}",
    "evidence photo-parcel missing\nevidence photo-delivery-note missing\nevidence photo-received missing\n"
    "ask missing-photographed yes no evidence=[photo-parcel photo-delivery-note photo-received]" },
  { "/H3/not-urgent", "house-shop",
    "{" NEW "'reason':'missing','photos':3,'answers':[" ANSWER ("missing-photographed", "yes") ","
    ANSWER ("missing-urgent", "no") "]}",
    "propose missing-to-after-sales does=nothing quantity=reported template=missing group=after-sales" },
  { "/H3/urgent", "house-shop",
    "{" NEW "'reason':'missing','photos':3,'answers':[" ANSWER ("missing-photographed", "yes") ","
    ANSWER ("missing-urgent", "yes") "]}",
    "!evidence photo-parcel missing\n!evidence photo-received missing\n"
    "propose missing-urgent-proposal does=nothing quantity=reported urgent template=missing group=after-sales" },
  { "/H4/keep-and-reorder", "house-shop",
    "{" NEW "'reason_code':'colour_swapped','answers':[" ANSWER ("colour-checked", "yes") ","
    ANSWER ("colour-kept", "unasked") "]}",
    "propose keep-and-reorder does=discount quantity=reported discount=1000 free-shipping"
    " template=keep-and-reorder" },
  { "/H4/accepted-payment-link", "house-shop",
    "{" NEW "'reason_code':'colour_swapped','answers':[" ANSWER ("colour-checked", "yes") ","
    ANSWER ("colour-kept", "yes") "," ANSWER ("colour-paid", "no") "]}",
    "propose send-payment-link does=contact template=payment-link actions=[payment-link]" },
  { "/H4/paid-escalate-with-comment", "house-shop",
    "{" NEW "'reason_code':'colour_swapped','answers':[" ANSWER ("colour-checked", "yes") ","
    ANSWER ("colour-kept", "yes") "," ANSWER ("colour-paid", "yes") "]}",
    "propose colour-escalate does=reorder quantity=reported comment=comment-reorder group=desk"
    " actions=[order-comment]\n"
    "action order-comment" },
  { "/H4/refused", "house-shop",
    "{" NEW "'reason_code':'colour_swapped','answers':[" ANSWER ("colour-checked", "yes") ","
    ANSWER ("colour-kept", "no") "," ANSWER ("label-asked-colour", "no") "]}",
    "propose return-then-exchange does=replacement return label=on-request articles=any quantity=confirmed"
    " template=return-exchange" },
  { "/H4/refused-label-asked", "house-shop",
    "{" NEW "'reason_code':'colour_swapped','answers':[" ANSWER ("colour-checked", "yes") ","
    ANSWER ("colour-kept", "no") "," ANSWER ("label-asked-colour", "yes") "]}",
    "propose exchange-with-label does=replacement return label=always articles=any quantity=confirmed"
    " template=return-exchange-label" },
  { "/H5/orders-swapped", "house-shop",
    "{" NEW "'reason_code':'orders_swapped','answers':[" ANSWER ("note-read", "yes") "]}",
    "propose send-again does=replacement return label=always articles=any quantity=reported template=orders-swapped"
    " actions=[other-customer]" },
  { "/H5/number-not-read", "house-shop",
    "{" NEW "'reason_code':'orders_swapped','photos':1,'answers':[" ANSWER ("note-read", "no") "]}",
    "evidence photo-other-note\n!evidence photo-delivery-note missing\n"
    "propose ask-delivery-note does=contact template=delivery-note" },
  { "/H6/content-fine", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','answers':[" ANSWER ("content-fine", "yes") "]}",
    "propose apologise does=investigate template=parcel-damaged group=logistics actions=[carrier-investigation]\n"
    "escalation logistics group by=[] hands-over=[]" },
  { "/H6/cheap-without-past-claim", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','article_price':800,'article_price_with_tax':999,'knows_claims':true,"
            "'answers':[" ANSWER ("content-fine", "no") "]}",
    "answered parcel-cheap=yes by data\nanswered similar-before=no by data\n"
    "propose direct-exchange does=replacement quantity=confirmed template=direct-exchange" },
  { "/H6/cheap-with-past-claim", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','article_price':800,'article_price_with_tax':999,'knows_claims':true,"
            "'similar_claims':1,'answers':[" ANSWER ("content-fine", "no") "]}",
    "answered similar-before=yes by data\npropose person-decides does=nothing group=after-sales" },
  { "/H6/dear", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','article_price':2000,'article_price_with_tax':2400,"
            "'answers':[" ANSWER ("content-fine", "no") "]}",
    "answered parcel-cheap=no by data\npropose person-decides does=nothing group=after-sales" },
  { "/H6/exactly-ten", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','article_price':833,'article_price_with_tax':1000,"
            "'answers':[" ANSWER ("content-fine", "no") "]}",
    "answered parcel-cheap=no by data" },
  { "/H7/under-ten", "house-shop",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','article_price':832,'article_price_with_tax':999}",
    "answered content-cheap=yes by data\n"
    "propose direct-exchange does=replacement quantity=confirmed template=direct-exchange" },
  { "/H7/exactly-ten-is-above", "house-shop",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','article_price':833,"
            "'article_price_with_tax':1000}",
    "answered content-cheap=no by data\nask label-asked-content yes no" },
  { "/H7/above-ten-return-then-exchange", "house-shop",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','article_price':1500,"
            "'article_price_with_tax':1800,"
            "'answers':[" ANSWER ("label-asked-content", "no") "]}",
    "propose return-then-exchange does=replacement return label=on-request articles=any quantity=confirmed"
    " template=return-exchange" },
  { "/H7/another-currency-is-asked", "house-shop",
    "{'now':@2026-11-20T11:00,'moments':{'reported':@2026-11-20T10:00},'currency':'USD','reason':'damaged',"
    "'photos':1,"
    "'finding':'confirmed','article_price':832,'article_price_with_tax':999}",
    "ask content-cheap yes no" },
  { "/H8/toner-labels", "house-shop", "{" NEW "'reason_code':'toner_damaged'}",
    "evidence photo-toner-labels missing\nask toner-labels yes no evidence=[photo-toner-labels]" },
  { "/H7/label-on-request", "house-shop",
    "{" NEW "'reason':'damaged','photos':1,'finding':'confirmed','article_price':1500,"
            "'article_price_with_tax':1800,'answers':[" ANSWER ("label-asked-content", "yes") "]}",
    "propose exchange-with-label does=replacement return label=always articles=any quantity=confirmed"
    " template=return-exchange-label" },
  { "/H7/not-confirmed", "house-shop", "{" NEW "'reason':'damaged','photos':1,'finding':'not_confirmed'}",
    "propose ask-photo does=contact template=photo-request" },
  { "/H8/escalate", "house-shop",
    "{" NEW "'reason_code':'toner_damaged','evidence':['photo-toner-labels'],"
            "'answers':[" ANSWER ("toner-labels", "yes") "]}",
    "evidence photo-toner-labels\n!evidence photo-toner-labels missing\n"
    "propose toner-escalate does=nothing template=toner comment=comment-toner group=desk actions=[order-comment]" },
  { "/H10/unknown-history-is-asked", "house-shop",
    "{" NEW "'reason_code':'parcel_damaged','article_price':800,'article_price_with_tax':999,"
            "'answers':[" ANSWER ("content-fine", "no") "]}",
    "ask similar-before yes no" },

  /* C: a carrier's incidents, as far as rules go */
  { "/C6/refused", "dropshipping-carrier", "{" NEW "'reason_code':'NAM'}",
    "reason refused handler=brand\nask customer-reached no agreed refund" },
  { "/C7/call-again", "dropshipping-carrier",
    "{" NEW "'reason_code':'AS','answers':[" ANSWER ("customer-reached", "no") "]}",
    "reason absent handler=brand\npropose call-again does=nothing actions=[call]" },
  { "/C9/support", "dropshipping-carrier",
    "{" NEW "'reason_code':'NAM','answers':[" ANSWER ("customer-reached", "refund") "]}",
    "propose ask-support does=investigate group=support" },
  { "/C6/our-own-names", "dropshipping-carrier", "{" NEW "'reason_code':'77','reason':'wrong_address'}",
    "reason address handler=brand\nask customer-reached no agreed refund" },
  { "/C8/solution", "dropshipping-carrier",
    "{" NEW "'reason_code':'AS','answers':[" ANSWER ("customer-reached", "agreed") "]}",
    "propose new-delivery does=contact template=solution" },
  { "/C6/nothing-to-do", "dropshipping-carrier", "{" NEW "'reason_code':'MCC'}",
    "reason nothing handler=brand\npropose wait does=nothing" },
  { "/R15/carrier-s-own-clock", "dropshipping-carrier",
    "{" NEW "'reason_code':'EDT','knows_domestic':true,'is_domestic':true}",
    "clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest\n"
    "evidence parcel-photos missing" },
  { "/R15/french-holidays-for-a-french-parcel", "dropshipping-carrier",
    "{'now':@2027-07-13T10:00,'reason':'lost','has_order':true,'country':'FR','knows_domestic':true,'is_domestic':true,"
    "'moments':{'reported':@2027-07-13T10:00,'delivered':@2027-07-13T09:00}}",
    "clock carrier-protest carrier running due=2027-07-17T23:59:59 template=carrier-protest" },
  { "/R15/not-from-abroad", "dropshipping-carrier",
    "{" NEW "'reason_code':'EDT','knows_domestic':true,'is_domestic':false}",
    "!clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest" },
  { "/R15/not-for-a-refusal", "dropshipping-carrier",
    "{" NEW "'reason_code':'NAM','knows_domestic':true,'is_domestic':true}",
    "!clock carrier-protest carrier running due=2026-11-22T23:59:59 template=carrier-protest" },
};

const gsize n_stated_cases = G_N_ELEMENTS (stated_cases);

/**
 * stated_case_miss:
 *
 * Returns: (transfer full) (nullable): what is not as stated, %NULL when all is
 */
char *
stated_case_miss (const StatedCase  *stated,
                  const CstPlaybook *playbook)
{
  g_autoptr(CstCaseFacts) facts = facts_from_text (stated->facts);
  g_autofree char *summary = case_summary (playbook, facts);
  g_autofree char *framed = g_strconcat ("\n", summary, NULL);
  g_auto(GStrv) lines = g_strsplit (stated->expected, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      gboolean is_unwanted = **line == '!';
      g_autofree char *wanted = g_strdup_printf ("\n%s\n", *line + (is_unwanted ? 1 : 0));

      if ((strstr (framed, wanted) != NULL) == is_unwanted)
        return g_strdup_printf ("%s: “%s” is not so in\n%s", stated->path, *line, summary);
    }

  return NULL;
}
