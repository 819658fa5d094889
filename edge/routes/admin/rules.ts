import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { GivenSchema } from '../../../shared/schemas/fixture.ts';
import { type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import { checkSetup } from '../../decisioning/setup-check.ts';
import { checked, parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { type FieldError, problem } from '../../http/problem.ts';
import { decideFixture } from '../../setup-file/run-fixtures.ts';
import { siteClient } from '../../site/client.ts';
import { outcomeOf, siteOf } from './answers.ts';
import { draftHeaders, findings, ifMatch } from './draft.ts';

const RULE_BODY_MAX_BYTES = 128 * 1024;
const PREVIEW_BODY_MAX_BYTES = 512 * 1024;

/** A situation, and the rule as it might be. */
export const RulePreviewSchema = v.object({ rule: v.optional(RuleSchema), given: GivenSchema });

/**
 * Single rules of the draft. Each change is one of the whole draft: it is refused where the draft would not fit with it, and with `If-Match` where the
 * draft is not the one that was read. `before=ID` puts a rule before another one: the earlier wins.
 */
export function ruleRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/sites/:site/rules', async (c) => {
      const draft = outcomeOf(c, await siteClient(c.env, siteOf(c)).readDraft());
      const { switchedOff } = outcomeOf(c, await siteClient(c.env, siteOf(c)).readBlockBudget());
      return c.json({ items: draft.setup.rules, switchedOff, next: null }, 200, draftHeaders(draft));
    })
    .post('/sites/:site/rules', async (c) => {
      const rule = await parseJsonBody(c, RuleSchema, RULE_BODY_MAX_BYTES);
      return await change(c, rule.id, 201, (rules) => {
        if (rules.some(({ id }) => id === rule.id))
          throw problem(409, { detail: `There is a rule "${rule.id}" already. Nothing was changed.` });
        return placed(rules, rule, c.req.query('before') ?? null);
      });
    })
    .post('/sites/:site/rules/preview', preview)
    .get('/sites/:site/rules/:rule', async (c) => {
      const draft = outcomeOf(c, await siteClient(c.env, siteOf(c)).readDraft());
      return c.json(known(draft.setup.rules, c.req.param('rule')), 200, draftHeaders(draft));
    })
    .put('/sites/:site/rules/:rule', async (c) => {
      const id = c.req.param('rule');
      const rule = await parseJsonBody(c, RuleSchema, RULE_BODY_MAX_BYTES);
      if (rule.id !== id) {
        const message = `must be "${id}", as in the address`;
        throw problem(422, { detail: 'The body was read but does not fit. Nothing was changed.', errors: [{ pointer: '/id', message }] });
      }
      return await change(c, id, 200, (rules) => {
        const before = c.req.query('before');
        const index = rules.findIndex((each) => each.id === id);
        if (before === undefined && index >= 0) return rules.with(index, rule);
        return placed(
          rules.filter((each) => each.id !== id),
          rule,
          before ?? null,
        );
      });
    })
    .post('/sites/:site/rules/:rule/resume', async (c) => {
      outcomeOf(c, await siteClient(c.env, siteOf(c)).resumeRule(c.req.param('rule'), c.get('actor')));
      return c.body(null, 204);
    })
    .delete('/sites/:site/rules/:rule', async (c) => {
      const id = c.req.param('rule');
      await change(c, id, 200, (rules) => {
        known(rules, id);
        return rules.filter((each) => each.id !== id);
      });
      return c.body(null, 204);
    });
}

/** Changes the rules of the draft, if it is still the one that was looked at. @throws 404, 409, 412, 422 */
async function change(c: Context<AppEnv>, id: string, status: 200 | 201, next: (rules: Rule[]) => Rule[]): Promise<Response> {
  const site = siteClient(c.env, siteOf(c));
  const before = outcomeOf(c, await site.readDraft());
  const expected = ifMatch(c);
  if (expected !== null && expected !== before.etag)
    throw problem(412, { detail: `The draft is now "${before.etag}", not "${expected}". Read it again.` });
  const setup: SiteSetup = { ...before.setup, rules: next(before.setup.rules) };
  const { errors } = findings(setup, 'malformed');
  if (errors.length > 0)
    throw problem(422, { detail: 'The rule was read but does not fit. Nothing was changed.', errors: ofRule(errors, setup, id) });
  // Whoever changed the draft meanwhile is not overwritten.
  const draft = outcomeOf(c, await site.writeDraft(setup, before.etag, c.get('actor')));
  const rule = draft.setup.rules.find((each) => each.id === id);
  return c.json(rule ?? null, status, draftHeaders(draft));
}

/** Pointers into the rule that was sent; what is wrong elsewhere because of it keeps its place in the set-up. */
function ofRule(errors: readonly FieldError[], { rules }: SiteSetup, id: string): FieldError[] {
  const own = `/rules/${rules.findIndex((each) => each.id === id)}/`;
  return errors.map(({ pointer, message }) => ({ pointer: pointer.startsWith(own) ? pointer.slice(own.length - 1) : pointer, message }));
}

function known(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw problem(404, { detail: `There is no rule "${id}" in the draft.` });
  return rule;
}

/** @param before id of the rule it comes before; null = it comes last */
function placed(rules: readonly Rule[], rule: Rule, before: string | null): Rule[] {
  if (before === null) return [...rules, rule];
  known(rules, before);
  return rules.toSpliced(
    rules.findIndex(({ id }) => id === before),
    0,
    rule,
  );
}

/**
 * What the draft would show in a situation, with the rule as it might be in the place of the one it has (a new one comes first, so that it is seen).
 * Nothing is kept.
 */
async function preview(c: Context<AppEnv>): Promise<Response> {
  const { setup } = outcomeOf(c, await siteClient(c.env, siteOf(c)).readDraft());
  const { rule, given } = checked(RulePreviewSchema, await parseJsonBody(c, v.unknown(), PREVIEW_BODY_MAX_BYTES));
  const others = setup.rules;
  const isKnown = rule !== undefined && others.some(({ id }) => id === rule.id);
  const rules = rule === undefined ? others : isKnown ? others.map((each) => (each.id === rule.id ? rule : each)) : [rule, ...others];
  const wanted: SiteSetup = { ...setup, rules };
  const { errors } = checkSetup(wanted);
  if (errors.length > 0)
    throw problem(422, {
      detail: 'The rule was read but does not fit. Nothing was tried.',
      errors: rule ? ofRule(errors, wanted, rule.id) : errors,
    });
  const found = decideFixture(wanted, given);
  if (found.errors.length > 0) throw problem(422, { detail: 'The situation cannot be used. Nothing was tried.', errors: found.errors });
  const { journey, blocks, trace } = found.decision;
  return c.json({ journey, blocks, trace, warnings: found.warnings }, 200, { 'cache-control': 'no-store' });
}
