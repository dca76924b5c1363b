//! The JSON Schema of the bank format, generated from the types that parse and the rules that go with them.
//!
//! `SNAPSHOTS=overwrite cargo test schema` writes `questions/bank.schema.json` anew; the program prints that file.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{Head, LISTS, REQUIRED};

/// Something other than blanks.
const TEXT: &str = "\\S";

/// What the types do not say: what must be there, and that it must not be empty.
fn schema() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Head>().to_value();
    schema["title"] = json!("A bank of interview questions for qbank");
    plain(&mut schema);
    let definitions = &mut schema["definitions"];
    require(&mut definitions["Question"], &REQUIRED);
    require(&mut definitions["Term"], &["name", "definition"]);
    require(&mut definitions["Star"], &["situation", "task", "action", "result"]);
    let slug = "^[a-z0-9]+(-[a-z0-9]+)*$";
    let question = &mut definitions["Question"]["properties"];
    question["id"]["pattern"] = json!("^([a-z0-9]+(-[a-z0-9]+)+|[0-9]*[a-z][a-z0-9]*)$");
    question["id"]["maxLength"] = json!(100);
    question["category"]["pattern"] = json!(slug);
    question["target_words"]["items"]["minimum"] = json!(1);
    question["target_words"]["items"]["maximum"] = json!(u32::MAX);
    for key in ["tags", "frameworks", "terminology"] {
        question[key]["items"]["pattern"] = json!(TEXT);
    }
    question["cues"]["additionalProperties"]["minItems"] = json!(1);
    question["cues"]["additionalProperties"]["items"]["pattern"] = json!(TEXT);
    definitions["Term"]["properties"]["aliases"]["items"]["pattern"] = json!(TEXT);
    schema
}

/// Without what only the reader of Rust needs: defaults and the widths of numbers.
fn plain(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for key in ["default", "format"] {
                // A key of the format that happens to be called so is a schema, and no word.
                if object.get(key).is_some_and(|it| !it.is_object() || key == "default") {
                    object.remove(key);
                }
            }
            object.values_mut().for_each(plain);
        }
        Value::Array(array) => array.iter_mut().for_each(plain),
        _ => {}
    }
}

fn require(object: &mut Value, keys: &[&str]) {
    object["required"] = json!(keys);
    for key in keys {
        let property = &mut object["properties"][*key];
        if LISTS.contains(key) {
            property["minItems"] = json!(1);
            property["items"]["pattern"] = json!(TEXT);
        } else if property["type"] == "string" {
            property["pattern"] = json!(TEXT);
        }
    }
}

#[test]
fn the_schema_in_the_repository_is_that_of_the_types() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questions/bank.schema.json");
    snapbox::assert_data_eq!(schema, snapbox::Data::read_from(&path, None).raw());
}
