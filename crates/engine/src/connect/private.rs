//! Names that only machines inside somebody's private network know. Must not know who asked for one.

/// A network, and how somebody outside of it reaches what is inside.
struct Network {
    suffix: &'static str,
    whose: &'static str,
    way: &'static str,
}

/// The longer of two endings comes first.
const NETWORKS: &[Network] = &[
    Network {
        suffix: ".railway.internal",
        whose: "Railway's private network, which only services of the same project and environment can see",
        way: "from elsewhere use the public URL: --url \"$DATABASE_PUBLIC_URL\"",
    },
    Network {
        suffix: ".flycast",
        whose: "Fly.io's private network",
        way: "from elsewhere: fly proxy 15432:5432 -a APP, then --url postgres://user@localhost:15432/name",
    },
    Network {
        suffix: ".svc.cluster.local",
        whose: "a Kubernetes cluster",
        way: "from elsewhere: kubectl port-forward service/NAME 15432:5432, then --url postgres://user@localhost:15432/name",
    },
    Network {
        suffix: ".cluster.local",
        whose: "a Kubernetes cluster",
        way: "from elsewhere: kubectl port-forward service/NAME 15432:5432, then --url postgres://user@localhost:15432/name",
    },
    Network {
        suffix: ".svc",
        whose: "a Kubernetes cluster",
        way: "from elsewhere: kubectl port-forward service/NAME 15432:5432, then --url postgres://user@localhost:15432/name",
    },
    Network {
        suffix: ".internal",
        whose: "a provider's private network, such as that of Fly.io or Google Cloud",
        way: "from elsewhere use the public address of the database, or the provider's tunnel to it",
    },
];

/// What to do about a host that is not reached, where its name says that it is inside a private network.
pub(super) fn way_in(host: &str) -> Option<String> {
    let name = without_port(host).to_ascii_lowercase();
    let name = name.trim_end_matches('.');
    if let Some(network) = NETWORKS.iter().find(|network| name.ends_with(network.suffix)) {
        return Some(format!("{name} is a name of {}; {}", network.whose, network.way));
    }
    let alone = !name.is_empty() && name != "localhost" && !name.contains(['.', ':', '/']);
    alone.then(|| {
        format!(
            "a name without a dot, such as that of a service of Docker Compose, is known only inside its network; \
             from elsewhere use localhost and the published port, and otherwise see whether {name} is spelt right"
        )
    })
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.contains(':') => name,
        Some(_) | None => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_names_are_known_by_their_ending() {
        for host in ["db.railway.internal", "postgres.railway.internal:5432", "DB.Railway.Internal."] {
            assert!(way_in(host).unwrap().contains("DATABASE_PUBLIC_URL"), "{host}");
        }
        assert!(way_in("db.prod.svc.cluster.local").unwrap().contains("kubectl port-forward"));
        assert!(way_in("app.flycast:5432").unwrap().contains("fly proxy"));
        assert!(way_in("db").unwrap().contains("without a dot"));
        for host in ["localhost", "db.example.com", "10.0.0.1:5432", "[::1]:5432", "/tmp/.s.PGSQL.5432"] {
            assert_eq!(way_in(host), None, "{host}");
        }
    }
}
