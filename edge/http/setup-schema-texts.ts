/**
 * What an editor says about each field of a set-up file. A path names a field as `rules[].often.perSession`; `[]` stands for every entry
 * of a list, `{}` for every value of a map, and all kinds of a block share one path. A test holds the table to the schema: no field
 * without words, no words without a field.
 */
export const SETUP_FIELD_TEXTS: Readonly<Record<string, string>> = {
  '': 'The whole set-up of a site in one file: journey, rules, places, loyalty programme, and fixtures that say what it must decide.',
  $schema: 'Address of this schema, so that editors complete and check the file.',

  journey: 'The stages a visitor can be in.',
  'journey.stages':
    'In the order they are tested: the first whose condition holds is the visitor’s stage. The last one should always hold: `"when": {}`.',
  'journey.stages[].id': 'Lower-case letters, digits and "-". Rules ask for it by `{"stage": "loyalty"}`.',
  'journey.stages[].name': 'How the console calls it, by language.',
  'journey.stages[].when':
    'Who is in this stage: a condition over what is known of the person, such as `{"purchases.count": {"$gte": 2}}`. `{}` always holds.',

  rules: 'What may be shown, in the order of who wins: each rule takes the first of its slots that is free. Earlier wins.',
  'rules[].id': 'Lower-case letters, digits and "-". Reports and fixtures name the rule by it.',
  'rules[].name': 'How the console calls it, by language.',
  'rules[].enabled': 'false keeps the rule in the file and shows nothing of it.',
  'rules[].pages': 'Types of pages it may stand on. Empty: all.',
  'rules[].pages[]': 'Type of a page.',
  'rules[].when': 'The moment on the page at which it appears.',
  'rules[].when.on':
    'load: with the page. exit-intent: when the shopper is about to leave. idle, active-time: after so long without or with activity. scroll: that far down. event: when the page says so.',
  'rules[].when.afterMs': 'Milliseconds to wait, up to ten minutes.',
  'rules[].when.percent': 'How far down the page, 0–100, for `scroll`.',
  'rules[].when.event': 'Name of the event, for `event`.',
  'rules[].who':
    'Who sees it: a condition over the person, the page and the moment, such as `{"stage": "loyalty", "cart.open": true}`. Operators: $eq $ne $lt $lte $gt $gte $exists $in $nin $all $regex $and $or $nor $not … `{}`: everybody.',
  'rules[].slots': 'Places it may take, most wanted first. `overlay` floats above the page.',
  'rules[].slots[]': 'Name of a place.',
  'rules[].overlay': 'How it floats, when it gets the overlay.',
  'rules[].what':
    'What it shows. Whatever rests on a datum (stock, points, prices, hours) is worded by Tappa from that datum, in the shopper’s language.',
  'rules[].what.kind': 'What kind of block it is; the other fields follow from it.',
  'rules[].what.title': 'The heading, by language.',
  'rules[].what.strategies': 'Where products come from, most wanted first. What is popular fills what is left.',
  'rules[].what.strategies[]':
    'session: what others looked at next. similar: like what was seen. bought-together: from baskets. recently-viewed: seen before. trending: rising now. after-purchase: goes with what was bought.',
  'rules[].what.count': 'How many products.',
  'rules[].what.benefits': 'What the shop adds, such as free pick-up; shown as given.',
  'rules[].what.benefits[]': 'One benefit, by language.',
  'rules[].what.withinMeters': 'Shops further away than this are no help.',
  'rules[].what.action': 'A link below the text.',
  'rules[].what.action.label': 'What the link says, by language.',
  'rules[].what.action.url': 'Where it leads: http(s), tel, mailto, or a path of the shop.',
  'rules[].what.memberTitle': 'Heading for members, by language. `{program}` and `{points}` stand for their values.',
  'rules[].what.joinTitle': 'Heading for everybody else, by language. `{program}` stands for the programme’s name.',
  'rules[].what.joinText': 'What joining gives, by language.',
  'rules[].what.question': 'The question, by language.',
  'rules[].what.questionId': 'Name of the question in reports.',
  'rules[].what.input': 'How it is answered.',
  'rules[].what.input.type': 'scale: buttons from min to max. choice: one of some options.',
  'rules[].what.input.min': 'First button.',
  'rules[].what.input.max': 'Last button; more than min.',
  'rules[].what.input.minLabel': 'What the first button means, by language.',
  'rules[].what.input.maxLabel': 'What the last button means, by language.',
  'rules[].what.input.options': 'What may be chosen.',
  'rules[].what.input.options[].value': 'Name of the answer in reports.',
  'rules[].what.input.options[].label': 'The answer as it is read, by language.',
  'rules[].what.commentLabel': 'Asked after the first answer, by language. Empty: not asked.',
  'rules[].what.thanks': 'What is said in the end, by language.',
  'rules[].what.text': 'The text, by language.',
  'rules[].often': 'How often one person sees it. Nothing: no limit.',
  'rules[].often.perSession': 'Times in one visit.',
  'rules[].often.perDay': 'Times in one day.',
  'rules[].often.total': 'Times ever.',
  'rules[].often.minGapMs': 'Milliseconds between two times.',
  'rules[].often.untilClicked': 'true: stays away for good once clicked.',
  'rules[].often.dismissedForMs': 'Milliseconds it stays away after it was closed.',
  'rules[].reason': 'Why somebody sees it, by language: the answer to “why am I seeing this?”.',

  slots: 'Places that pages do not name themselves, by name: beside or inside the first element a CSS selector finds.',
  'slots{}': 'Where the place is.',
  'slots{}.selector': 'CSS selector of an element of the page.',
  'slots{}.position': 'before or after the element, or inside it at its start (prepend) or end (append).',
  'slots{}.pages': 'Types of pages it stands on. Left out: all.',
  'slots{}.pages[]': 'Type of a page.',

  loyalty: 'The loyalty programme; null where there is none.',
  'loyalty.name': 'Its name, by language.',
  'loyalty.pointsPerUnit': 'Points for each whole unit of money spent.',
  'loyalty.tiers': 'The tiers it leads to, from the lowest.',
  'loyalty.tiers[].id': 'The tier as the member list names it.',
  'loyalty.tiers[].name': 'Its name, by language.',
  'loyalty.tiers[].fromPoints': 'Points from which it holds.',
  'loyalty.joinUrl': 'Where one joins.',
  stockMaxAgeMs: 'Stock older than this many milliseconds is not spoken of.',
};

/** Said of each language of a text. */
export const LANGUAGE_TEXTS: Readonly<Record<string, string>> = {
  it: 'Italian; expected of every text.',
  en: 'English; expected of every text.',
  de: 'German.',
  fr: 'French.',
  es: 'Spanish.',
};
