import { stringify } from 'csv-stringify/sync';
import { paymentService } from '../../definition.ts';
import { drawStatement } from '../../ports/pdf.ts';
import { statementOf } from '../../statements.ts';

export const getStatement = paymentService.operation(
  'getStatement',
  async (ctx, { vendorId, month, currency, format }) => {
    const statement = await statementOf(ctx, vendorId, month, currency);
    const filename = `statement-${month}-${currency}.${format}`;
    if (format === 'pdf')
      return { mime: 'application/pdf', filename, content: await drawStatement({ ...statement, currency }) };
    const rows = statement.lines.map(({ at, what, amount, sourceId }) => ({
      at,
      what,
      source_id: sourceId,
      amount: String(amount),
      currency,
    }));
    const content = stringify(rows, { header: true, columns: ['at', 'what', 'source_id', 'amount', 'currency'] });
    return { mime: 'text/csv; charset=utf-8', filename, content };
  },
);
