export function multistatus(...responses: readonly string[]): string {
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${responses.join('')}</d:multistatus>`;
}

export function listed(
  href: string,
  status = 200,
  property = '<d:getetag>"1"</d:getetag>',
): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${property}</d:prop><d:status>HTTP/1.1 ${status} X</d:status></d:propstat></d:response>`;
}
