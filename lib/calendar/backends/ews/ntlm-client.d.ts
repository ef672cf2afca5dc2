declare module '@ewsjs/ntlm-client' {
  interface Challenge {
    readonly targetName: string;
  }
  /** MS-NLMP messages, each as the value of an Authorization header. */
  const ntlm: {
    createType1Message(workstation: string, target: string): string;
    decodeType2Message(header: string): Challenge;
    createType3Message(
      challenge: Challenge,
      username: string,
      password: string,
      workstation: string,
      target: string,
    ): string;
  };
  export default ntlm;
}
