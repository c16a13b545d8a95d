import { fieldErrors } from "./field-errors";

test("words on fields go to those fields, under the form's names", () => {
  expect(
    fieldErrors("project_name: is taken; email: too long", ["name", "email"], {
      project_name: "name",
    }),
  ).toEqual({ name: "is taken", email: "too long" });
});

test.each(["the project exists already", "quota: too large"])("%s is of no field", (message) => {
  expect(fieldErrors(message, ["name"], {})).toBeNull();
});
