import { HandlesJob, type JobHandler } from '@tradewind/core';
import { type ImageFiles, Originals } from './originals.ts';

/** Deletes the files of a picture that was removed, or moved to the colder storage, unless another one needs them. */
@HandlesJob('tidy-image-files')
export class TidyImageFilesProcessor implements JobHandler<'tidy-image-files'> {
  constructor(private readonly originals: Originals) {}

  handle(files: ImageFiles): Promise<void> {
    return this.originals.tidy(files);
  }
}
