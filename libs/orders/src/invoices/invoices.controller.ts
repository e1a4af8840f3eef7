import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { Answers } from '@tradewind/core';
import { Id } from '@tradewind/contracts';
import { z } from 'zod';
import { InvoicesService } from './invoices.service.ts';

// As loose as can be: what is wrong with a link is nobody's business.
const InvoiceLink = z.object({
  expires: z.string().max(20).catch(''),
  signature: z.string().max(100).catch(''),
});
type InvoiceLink = z.infer<typeof InvoiceLink>;

/** Invoices as files, for whoever holds a link that we have signed. */
@Controller('invoices')
export class InvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  /** The PDF. It is for one person's eyes, and whatever is in it, no browser runs it. */
  @Get(':id')
  @Header('cache-control', 'private, no-store')
  @Header('content-security-policy', "sandbox; default-src 'none'")
  @Header('x-content-type-options', 'nosniff')
  @Header('referrer-policy', 'no-referrer')
  @Answers(200)
  async show(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: InvoiceLink }) link: InvoiceLink,
  ): Promise<StreamableFile> {
    const { name, content } = await this.invoices.open(id, link);
    return new StreamableFile(content, {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}"`,
      length: content.length,
    });
  }
}
