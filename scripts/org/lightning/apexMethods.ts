/** What an Apex class offers to components: reads signatures only, no Apex runs here. */

export interface AuraEnabledMethod {
  name: string;
  cacheable: boolean;
  parameters: string[];
}

/** Comments and string literals blanked out, lengths kept: neither may look like code. */
function codeOnly(body: string): string {
  return body.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g, (text) => text.replace(/[^\n]/g, ' '));
}

/** Every `@AuraEnabled static` method of a class body. */
export function auraEnabledMethods(body: string): AuraEnabledMethod[] {
  const pattern =
    /@AuraEnabled\s*(?:\(([^)]*)\))?\s*((?:@\w+(?:\s*\([^)]*\))?\s*)*)((?:(?:public|global|static)\s+)+)[\w.<>,\s[\]]+?\s(\w+)\s*\(([^)]*)\)\s*\{/gi;
  return [...codeOnly(body).matchAll(pattern)].flatMap(([, options = '', , modifiers = '', name = '', parameters = '']) => {
    if (!/\bstatic\b/i.test(modifiers) || !/\b(public|global)\b/i.test(modifiers)) return [];
    const names = parameters.split(',').map((parameter) => parameter.trim().split(/\s+/).at(-1) ?? '');
    return [{ name, cacheable: /\bcacheable\s*=\s*true\b/i.test(options), parameters: names.filter((parameter) => parameter !== '') }];
  });
}

/** The `@AuraEnabled` method of that name (Apex ignores case), or undefined. */
export function auraEnabledMethod(body: string, name: string): AuraEnabledMethod | undefined {
  return auraEnabledMethods(body).find((method) => method.name.toLowerCase() === name.toLowerCase());
}
