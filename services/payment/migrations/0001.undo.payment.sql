drop table sandbox_behaviour, sandbox_events, sandbox_refunds, sandbox_payments;
drop table journal_head, journal_seals, journal_unsealed, postings, journal_entries, accounts;
drop function check_balanced();
drop function refuse_change();
drop table reconciliations, settlement_lines, settlement_files, payouts, store_credits, gift_cards, commission_rules,
  invoices, invoice_counters, payment_webhooks, payment_methods, payment_news, refunds, payment_sources, payment_shares,
  payment_transactions, payments, payment_keys;
