//! Every manifest is well formed.

use std::fs;

use saphyr::{LoadableYamlNode as _, Yaml};

use super::{files, read};

#[test]
fn every_yaml_file_parses() {
    let manifests = files("deploy", &["yaml", "yml"]);
    assert!(manifests.len() >= 12, "{manifests:?}");
    for path in manifests {
        let text = fs::read_to_string(&path).unwrap();
        let documents = Yaml::load_from_str(&text);
        assert!(
            documents.is_ok_and(|documents| !documents.is_empty()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn every_json_file_parses() {
    let manifests = files("deploy", &["json"]);
    assert!(manifests.len() >= 3, "{manifests:?}");
    for path in manifests {
        let text = fs::read_to_string(&path).unwrap();
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(&text);
        assert!(parsed.is_ok(), "{}: {parsed:?}", path.display());
    }
}

#[test]
fn a_manifest_with_a_mistake_does_not_parse() {
    assert!(Yaml::load_from_str("a: [1, 2").is_err());
}

#[test]
fn kustomize_names_only_files_that_exist() {
    let kustomization = read("deploy/kubernetes/kustomization.yaml");
    let resources = kustomization
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "));
    let named: Vec<&str> = resources.filter(|name| name.contains(".yaml")).collect();
    assert_eq!(named.len(), 4, "{named:?}");
    for name in named {
        read(format!("deploy/kubernetes/{name}"));
    }
}
