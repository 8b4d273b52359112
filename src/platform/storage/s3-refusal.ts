import { S3ServiceException } from '@aws-sdk/client-s3'

/** Whether S3 said there is no such object, or no such multipart upload (any more). */
export function isNotThere(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404
}

/** Whether S3 said the range begins at or after the object's end. */
export function isPastTheEnd(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416
}
