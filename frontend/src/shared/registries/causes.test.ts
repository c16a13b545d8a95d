import { causeOf, knownCause, sentenceOf } from "./causes";

const TEXT = "RemoteUnreachable: 192.0.2.1 takes no connections at port 443.";

test("a cause is known by its word, or by the words of a task that has none", () => {
  expect(knownCause("dns")).toBe("dns");
  expect(knownCause("weather")).toBeUndefined();
  expect(causeOf("", TEXT)).toBe("unreachable");
  expect(causeOf("tls", TEXT)).toBe("tls");
  expect(causeOf("", "RemoteBusy: It asks for a pause.")).toBe("busy");
  expect(causeOf("", "SecretForeign: enter them again")).toBe("secret");
  expect(causeOf("", "RemoteRefuses: it denies this (403)")).toBeUndefined();
  expect(causeOf("weather", TEXT)).toBeUndefined();
  expect(causeOf("", "KeyError: 1")).toBeUndefined();
  expect(sentenceOf(TEXT)).toBe("192.0.2.1 takes no connections at port 443.");
  expect(sentenceOf("KeyError: 1")).toBe("KeyError: 1");
});
