// A world in which the host has neither clock nor chance: whoever asks for them gets an error. The
// engine has a guard of its own for user functions; this one is independent of it and covers all.

const FORBIDDEN: readonly (readonly [object, string])[] = [
  [Math, "random"],
  [globalThis, "Date"],
  [performance, "now"],
  [crypto, "getRandomValues"],
  [crypto, "randomUUID"],
  [globalThis, "setTimeout"],
  [globalThis, "setInterval"],
  [globalThis, "queueMicrotask"],
];

/** Does synchronous work while asking the host for time or chance throws. */
export function withoutHost<T>(work: () => T): T {
  const kept = FORBIDDEN.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  try {
    for (const [owner, name] of FORBIDDEN) Object.defineProperty(owner, name, forbid(name));
    return work();
  } finally {
    FORBIDDEN.forEach(([owner, name], index) => {
      const descriptor = kept[index];
      if (descriptor) Object.defineProperty(owner, name, descriptor);
      else delete (owner as Record<string, unknown>)[name];
    });
  }
}

function forbid(name: string): PropertyDescriptor {
  const value = () => {
    throw new Error(`The host was asked for ${name}`);
  };
  return { value, configurable: true, writable: true };
}
